type Schema = Readonly<Record<string, unknown>>;

const MAX_CHARACTERS = 16_000;
/** Deeper is written out by nobody, and a schema that has itself in it has no end. */
const MAX_DEPTH = 24;
/** Anthropic's rule for the names of arguments; OpenAI has none. */
const ARGUMENT = /^[a-zA-Z0-9_.-]{1,64}$/u;
/** At the top OpenAI and Anthropic take an object alone, and no choice of several. */
const NOT_AT_TOP = ['oneOf', 'anyOf', 'allOf', 'not', 'enum', 'if', 'then', 'else'];
/** Say which schema it is, and nothing of what is wanted. */
const NAMES_OF_SCHEMAS = new Set(['$schema', '$id', '$anchor', '$comment', '$defs', 'definitions']);

/** A schema that every provider takes, or why there is none. */
export type ModelSchema =
  | { readonly parameters: Schema; readonly problem?: undefined }
  | { readonly parameters?: undefined; readonly problem: string };

/**
 * `given`, of any draft, as the providers want the parameters of a tool: an object at the top, references written out, a
 * list with its items. What is lost by it (a choice at the top) is left to the server, which checks what it is given.
 */
export function modelSchemaOf(given: Schema): ModelSchema {
  let written: unknown;
  try {
    written = writtenOut(given, given, 0);
  } catch (error) {
    if (!(error instanceof UnfitSchemaError)) throw error;
    return { problem: error.message };
  }
  const rest = Object.entries(written as Schema).filter(([key]) => !NOT_AT_TOP.includes(key));
  const parameters: Schema = {
    properties: {},
    ...Object.fromEntries(rest),
    type: 'object',
  };
  const unfit = Object.keys(parameters['properties'] as object).find(
    (name) => !ARGUMENT.test(name),
  );
  if (unfit !== undefined)
    return { problem: `no model can name its argument ${unfit.slice(0, 80)}` };
  if (JSON.stringify(parameters).length > MAX_CHARACTERS) {
    return { problem: `its schema has more than ${MAX_CHARACTERS} characters` };
  }
  return { parameters };
}

class UnfitSchemaError extends Error {}

function writtenOut(schema: unknown, root: Schema, depth: number): unknown {
  if (depth > MAX_DEPTH) throw new UnfitSchemaError('its schema is too deep, or has itself in it');
  if (Array.isArray(schema)) return schema.map((one) => writtenOut(one, root, depth + 1));
  if (!isObject(schema)) return schema;
  const { $ref: reference, ...beside } = schema;
  if (typeof reference === 'string') {
    const target = targetOf(reference, root);
    return writtenOut({ ...target, ...beside }, root, depth + 1);
  }
  const parts = Object.entries(schema)
    .filter(([key]) => !NAMES_OF_SCHEMAS.has(key))
    .map(([key, value]) => [key, partOf(key, value, root, depth)]);
  const written = Object.fromEntries(parts) as Record<string, unknown>;
  const isList = written['type'] === 'array' && !('items' in written);
  return isList ? { ...written, items: {} } : written;
}

/** Names of arguments are no keywords, and examples no schemas. */
function partOf(key: string, value: unknown, root: Schema, depth: number): unknown {
  if (['default', 'const', 'enum', 'examples', 'required'].includes(key)) return value;
  if (key !== 'properties' || !isObject(value)) return writtenOut(value, root, depth + 1);
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [name, writtenOut(one, root, depth + 1)]),
  );
}

/** What `#/$defs/name` leads to. */
function targetOf(reference: string, root: Schema): Schema {
  const path = reference.startsWith('#') ? reference.slice(1).split('/').slice(1) : undefined;
  const target = path
    ?.map((part) => decodeURIComponent(part).replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce<unknown>((place, part) => (isObject(place) ? place[part] : undefined), root);
  if (isObject(target)) return target;
  throw new UnfitSchemaError(`its schema refers to ${reference.slice(0, 80)}, which is not in it`);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
