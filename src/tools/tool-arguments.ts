import { Ajv, type ErrorObject, type Options } from 'ajv';

import type { ToolDefinition } from './tool-definition';

/** Arguments as the tool wants them, or why they are none: in words for the model, which may try again. */
export type ReadArguments =
  | { readonly given: Readonly<Record<string, unknown>>; readonly problem?: undefined }
  | { readonly given?: undefined; readonly problem: string };

/** Patterns of other languages have `\-` and the like, which the rules of Unicode forbid; `\p{L}` needs them. */
const regExp = Object.assign(
  (pattern: string): RegExp => {
    try {
      return new RegExp(pattern, 'u');
    } catch {
      return new RegExp(pattern, '');
    }
  },
  // Written only into checks that are kept as files, and these are not.
  { code: 'new RegExp' },
);

const OPTIONS: Options = {
  strict: false,
  coerceTypes: true,
  useDefaults: true,
  // A format that is not known is no reason to refuse a value.
  validateFormats: false,
  code: { regExp },
  logger: false,
};

/** Whether arguments fit a schema, with what is wrong where they do not; it may change them. */
type Check = {
  (given: unknown): unknown;
  readonly errors?: ErrorObject[] | null;
};

const TAKES_ANYTHING: Check = () => true;

/**
 * Reads what a model wrote as a tool's arguments.
 *
 * A number in quotes is taken for one, and what is left out has its default: models write both. Ajv, because schemas are
 * other people's, of any draft and with formats, and it says where a value is wrong. By a schema that it cannot read nothing is
 * checked: the tool's server does that.
 */
export class ToolArguments {
  readonly #checks = new WeakMap<object, Check>();

  read({ parameters }: Pick<ToolDefinition, 'parameters'>, text: string): ReadArguments {
    const given = parsed(text);
    if (given === undefined) return { problem: 'The arguments must be a JSON object.' };
    const check = this.#checkOf(parameters);
    if (check(given)) return { given };
    return { problem: `The arguments do not fit: ${ERRORS.errorsText(check.errors, WHOLE)}.` };
  }

  /** @returns why `schema` is none that arguments can be checked with; undefined when it is one. */
  problemOf(schema: Readonly<Record<string, unknown>>): string | undefined {
    if (schema['type'] !== 'object') return 'must be a JSON schema of an object';
    if ('$async' in schema) return 'must be checked at once: $async is not taken';
    try {
      compiled(schema);
      return undefined;
    } catch (error) {
      return `must be a JSON schema: ${error instanceof Error ? error.message : String(error)}`;
    }
  }

  #checkOf(schema: object): Check {
    const check = this.#checks.get(schema) ?? checkOrNone(schema);
    this.#checks.set(schema, check);
    return check;
  }
}

function checkOrNone(schema: object): Check {
  // Such a check answers later, and fails then.
  if ('$async' in schema) return TAKES_ANYTHING;
  try {
    return compiled(schema);
  } catch {
    return TAKES_ANYTHING;
  }
}

/** @throws Error when `schema` is none. */
function compiled(schema: object): Check {
  // Each its own: one keeps whatever it has compiled, and two schemas may have the same `$id`.
  return new Ajv(OPTIONS).compile(schema);
}

const ERRORS = new Ajv();
const WHOLE = { dataVar: 'they' };

function parsed(text: string): Record<string, unknown> | undefined {
  try {
    const value = JSON.parse(text) as unknown;
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? (value as Record<string, unknown>) : undefined;
  } catch {
    // The model is told so.
    return undefined;
  }
}
