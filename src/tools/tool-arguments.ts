import { Ajv, type Options, type ValidateFunction } from 'ajv';

import type { ToolDefinition } from './tool-definition';

/** Arguments as the tool wants them, or why they are none: in words for the model, which may try again. */
export type ReadArguments =
  | { readonly given: Readonly<Record<string, unknown>>; readonly problem?: undefined }
  | { readonly given?: undefined; readonly problem: string };

const OPTIONS: Options = {
  strict: false,
  coerceTypes: true,
  useDefaults: true,
  // A format that is not known is no reason to refuse a value.
  validateFormats: false,
  logger: false,
};

/**
 * Reads what a model wrote as a tool's arguments.
 *
 * A number in quotes is taken for one, and what is left out has its default: models write both. Ajv, because schemas are
 * other people's, of any draft and with formats, and it says where a value is wrong.
 */
export class ToolArguments {
  readonly #checks = new WeakMap<object, ValidateFunction>();

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
      this.#checkOf(schema);
      return undefined;
    } catch (error) {
      return `must be a JSON schema: ${error instanceof Error ? error.message : String(error)}`;
    }
  }

  #checkOf(schema: object): ValidateFunction {
    // Each its own: one keeps whatever it has compiled, and two schemas may have the same `$id`.
    const check = this.#checks.get(schema) ?? new Ajv(OPTIONS).compile(schema);
    this.#checks.set(schema, check);
    return check;
  }
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
