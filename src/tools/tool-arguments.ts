import { type SchemaCheck, schemaCheck } from './schema-check';
import type { ToolDefinition } from './tool-definition';

/** Arguments as the tool wants them, or why they are none: in words for the model, which may try again. */
export type ReadArguments =
  | { readonly given: Readonly<Record<string, unknown>>; readonly problem?: undefined }
  | { readonly given?: undefined; readonly problem: string };

/** Models write both, a number in quotes for one and nothing for what is usual. */
const CHANGES = { coerceTypes: true, useDefaults: true } as const;
/** What the arguments are called where something is wrong with them. */
const NAME = 'they';
const TAKES_ANYTHING: SchemaCheck = () => undefined;

/**
 * Reads what a model wrote as a tool's arguments.
 *
 * A number in quotes is taken for one, and what is left out has its default: models write both. Ajv, because schemas are
 * other people's, of any draft and with formats, and it says where a value is wrong. By a schema that it cannot read, or that takes
 * too long, nothing is checked: the tool's server does that.
 */
export class ToolArguments {
  readonly #checks = new WeakMap<object, SchemaCheck>();

  read({ parameters }: Pick<ToolDefinition, 'parameters'>, text: string): ReadArguments {
    const given = parsed(text);
    if (given === undefined) return { problem: 'The arguments must be a JSON object.' };
    const check = this.#checkOf(parameters);
    const problem = check(given);
    if (problem === undefined) return { given };
    return { problem: `The arguments do not fit: ${problem}.` };
  }

  /** @returns why `schema` is none that arguments can be checked with; undefined when it is one. */
  problemOf(schema: Readonly<Record<string, unknown>>): string | undefined {
    if (schema['type'] !== 'object') return 'must be a JSON schema of an object';
    try {
      schemaCheck(schema, NAME, CHANGES);
      return undefined;
    } catch (error) {
      return `must be a JSON schema: ${error instanceof Error ? error.message : String(error)}`;
    }
  }

  #checkOf(schema: object): SchemaCheck {
    const check = this.#checks.get(schema) ?? checkOrNone(schema);
    this.#checks.set(schema, check);
    return check;
  }
}

function checkOrNone(schema: object): SchemaCheck {
  try {
    return schemaCheck(schema, NAME, CHANGES);
  } catch {
    return TAKES_ANYTHING;
  }
}

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
