import { isErrorLike, loggableError } from './loggable-error';

/** How deep an attribute is looked through for errors: attributes are flat but for a list or two. */
const MAX_DEPTH = 4;

type LogArguments = unknown[];

/**
 * Pino options under which no error brings a value into the log, wherever in the line it stands: as the line itself, as
 * `err`, under another name or in a list, with all that it wraps.
 *
 * @param isLogged False for lines that are left out; gets the attributes.
 */
export function safePino(isLogged: (attributes: object) => boolean = () => true) {
  return {
    hooks: {
      logMethod(
        this: unknown,
        args: LogArguments,
        method: (this: unknown, ...args: never[]) => void,
      ): void {
        const [about, ...rest] = args;
        if (typeof about !== 'object' || about === null) return method.apply(this, args as never[]);
        if (!isLogged(about)) return;
        const attributes = isErrorLike(about) ? { err: about } : about;
        const safe = withoutErrors(attributes, MAX_DEPTH) as Record<string, unknown>;
        // Pino would take the error's own message.
        const { err } = safe as { err?: { message?: string; type?: string } };
        const text = rest.length > 0 || err === undefined ? rest : [err.message ?? err.type];
        method.apply(this, [safe, ...text.map((each) => withoutErrors(each, 0))] as never[]);
      },
    },
    serializers: {
      // Pino-http serialises before it asks us, and keeps what it was given as `raw`.
      err: (error: unknown): unknown => {
        const raw =
          typeof error === 'object' && error !== null && 'raw' in error ? error.raw : error;
        return raw instanceof Error ? loggableError(raw) : raw;
      },
    },
  };
}

function withoutErrors(value: unknown, depth: number): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (isErrorLike(value)) return loggableError(value);
  if (depth === 0) return value;
  if (Array.isArray(value)) return value.map((each) => withoutErrors(each, depth - 1));
  // A request, a date, a URL: their serializers know them.
  const proto: unknown = Object.getPrototypeOf(value);
  if (proto !== Object.prototype && proto !== null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [key, withoutErrors(each, depth - 1)]),
  );
}
