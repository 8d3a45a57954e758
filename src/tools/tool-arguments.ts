import { Ajv, type ValidateFunction } from 'ajv';

import type { ToolDefinition } from './tool-definition';

/** Arguments as the tool wants them, or why they are none: in words for the model, which may try again. */
export type ReadArguments =
  | { readonly given: Readonly<Record<string, unknown>>; readonly problem?: undefined }
  | { readonly given?: undefined; readonly problem: string };

/**
 * Reads what a model wrote as a tool's arguments.
 *
 * A number in quotes is taken for one, and what is left out has its default: models write both. Ajv, because schemas are
 * other people's, of any draft and with formats, and it says where a value is wrong.
 */
export class ToolArguments {
  readonly #ajv = new Ajv({
    strict: false,
    coerceTypes: true,
    useDefaults: true,
    // A format that is not known is no reason to refuse a value.
    validateFormats: false,
    logger: false,
  });
  readonly #checks = new WeakMap<object, ValidateFunction>();

  read({ parameters }: Pick<ToolDefinition, 'parameters'>, text: string): ReadArguments {
    const given = parsed(text);
    if (given === undefined) return { problem: 'The arguments must be a JSON object.' };
    const check = this.#checkOf(parameters);
    if (check(given)) return { given };
    return { problem: `The arguments do not fit: ${this.#ajv.errorsText(check.errors, WHOLE)}.` };
  }

  /** @returns why `schema` is none that arguments can be checked with; undefined when it is one. */
  problemOf(schema: Readonly<Record<string, unknown>>): string | undefined {
    if (schema['type'] !== 'object') return 'must be a JSON schema of an object';
    try {
      this.#checkOf(schema);
      return undefined;
    } catch (error) {
      return `must be a JSON schema: ${error instanceof Error ? error.message : String(error)}`;
    }
  }

  #checkOf(schema: object): ValidateFunction {
    const check = this.#checks.get(schema) ?? this.#ajv.compile(schema);
    this.#checks.set(schema, check);
    return check;
  }
}

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
