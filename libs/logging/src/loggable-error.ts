import { messageOf } from './error-message';

/** An error as a log line holds it: what it is, where it came from, and no value that somebody gave. */
export type LoggableError = {
  readonly type: string;
  readonly message?: string;
  /** Frames only: an engine repeats the message at the head of a stack. */
  readonly stack?: string;
  readonly cause?: LoggableError;
  readonly errors?: readonly LoggableError[];
  readonly [field: string]: unknown;
};

/**
 * Fields that say what went wrong and never with which words. All others stay out, whatever a library calls them:
 * TypeORM keeps `query`, `parameters` and `driverError`; PostgreSQL puts values in `detail`, `where` and `hint`; clients
 * of HTTP keep headers and bodies.
 */
const FIELDS = [
  ...['code', 'errno', 'syscall', 'address', 'port', 'path', 'status'],
  ...['severity', 'schema', 'table', 'column', 'constraint', 'dataType', 'routine'],
  ...['provider', 'category', 'statusCode', 'field'],
] as const;

const MAX_FIELD_LENGTH = 300;
const MAX_DEPTH = 6;
const MAX_ERRORS = 5;

/** @param error Anything that was thrown. */
export function loggableError(error: unknown): LoggableError {
  return describe(error, MAX_DEPTH);
}

function describe(error: unknown, depth: number): LoggableError {
  // What is thrown and is no error may be anything, a request's body as well.
  if (!isErrorLike(error)) return { type: error === null ? 'null' : typeof error };
  const type = typeOf(error);
  const message = messageOf(error);
  const described: Record<string, unknown> = { message };
  const frames = framesOf(error);
  if (frames !== '') described['stack'] = frames;
  for (const field of FIELDS) {
    const value = fieldOf(error, field);
    if (value !== undefined) described[field] = value;
  }
  if (type === 'ProviderError') described['room'] = fieldOf(error, 'kind');
  if (depth > 0) Object.assign(described, inner(error, type, depth - 1));
  return { type, ...described };
}

function inner(error: Error, type: string, depth: number): Partial<LoggableError> {
  // A provider's own words stay in the cause: they may quote what was said.
  const look = type === 'ProviderError' ? nameOnly : (each: unknown) => describe(each, depth);
  const errors: unknown = Reflect.get(error, 'errors');
  return {
    ...(error.cause === undefined ? {} : { cause: look(error.cause) }),
    ...(Array.isArray(errors) ? { errors: errors.slice(0, MAX_ERRORS).map(look) } : {}),
  };
}

function nameOnly(error: unknown): LoggableError {
  if (!isErrorLike(error)) return { type: typeof error };
  const code = fieldOf(error, 'code');
  return { type: typeOf(error), ...(code === undefined ? {} : { code }) };
}

/** By shape: an error of another realm, or of a library's own making, is no instance of ours. */
export function isErrorLike(value: unknown): value is Error {
  if (value instanceof Error) return true;
  return (
    typeof value === 'object' &&
    value !== null &&
    typeof Reflect.get(value, 'message') === 'string' &&
    typeof Reflect.get(value, 'stack') === 'string'
  );
}

function typeOf(error: Error): string {
  const { name } = error;
  const made: unknown = Reflect.get(error, 'constructor');
  const isNamed = typeof name === 'string' && name !== 'Error' && name !== 'error';
  const type = isNamed ? name : typeof made === 'function' ? made.name : 'Error';
  return type.slice(0, MAX_FIELD_LENGTH);
}

/** The driver's where TypeORM has wrapped it: the wrapper copies most of them, not all. */
function fieldOf(error: Error, field: string): string | number | boolean | undefined {
  for (const source of [error, Reflect.get(error, 'driverError') as unknown]) {
    if (typeof source !== 'object' || source === null) continue;
    const value: unknown = Reflect.get(source, field);
    if (typeof value === 'string') return value.slice(0, MAX_FIELD_LENGTH);
    if (typeof value === 'number' || typeof value === 'boolean') return value;
  }
  return undefined;
}

function framesOf(error: Error): string {
  if (typeof error.stack !== 'string') return '';
  // The message comes out first: a line of it may look like a frame.
  const stack = error.stack.replace(error.message, '');
  return stack
    .split('\n')
    .filter((line) => /^\s+at \S/u.test(line))
    .join('\n');
}
