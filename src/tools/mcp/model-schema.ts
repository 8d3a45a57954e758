type Schema = Readonly<Record<string, unknown>>;

const MAX_CHARACTERS = 16_000;
/** Deeper is written out by nobody, and a schema that has itself in it has no end. */
const MAX_DEPTH = 24;
/** References multiply, so that little can be written out to what no memory holds. More than is sent: a choice at the top is dropped. */
const MAX_WRITTEN_CHARACTERS = 10 * MAX_CHARACTERS;
/** Anthropic's rule for the names of arguments; OpenAI has none. */
const ARGUMENT = /^[a-zA-Z0-9_.-]{1,64}$/u;
/** At the top OpenAI and Anthropic take an object alone, and no choice of several. */
const NOT_AT_TOP = ['oneOf', 'anyOf', 'allOf', 'not', 'enum', 'if', 'then', 'else'];
/** Say which schema it is, and nothing of what is wanted. */
const NAMES_OF_SCHEMAS = new Set(['$schema', '$id', '$anchor', '$comment', '$defs', 'definitions']);

/** What a keyword has to be, where a schema that has something else is none. */
const SHAPES: Readonly<Record<string, (value: unknown) => boolean>> = {
  type: (value) => typeof value === 'string' || isListOf(isText)(value),
  enum: Array.isArray,
  // A property's own, in draft 3.
  required: (value) => typeof value === 'boolean' || isListOf(isText)(value),
  properties: isMapOfSchemas,
  patternProperties: isMapOfSchemas,
  items: (value) => isSchema(value) || isListOf(isSchema)(value),
  additionalProperties: isSchema,
  not: isSchema,
  ...Object.fromEntries(
    ['allOf', 'anyOf', 'oneOf', 'prefixItems'].map((key) => [key, isListOf(isSchema)]),
  ),
};

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
    written = writtenOut(given, { root: given, characters: 0 }, 0);
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

/** What is being written out, and about how much of it there is so far. */
type Writing = { readonly root: Schema; characters: number };

/** @throws UnfitSchemaError past `MAX_WRITTEN_CHARACTERS`. */
function count(writing: Writing, characters: number): void {
  writing.characters += characters;
  if (writing.characters > MAX_WRITTEN_CHARACTERS) {
    throw new UnfitSchemaError(`its schema has more than ${MAX_CHARACTERS} characters`);
  }
}

/** `value` as it is. @throws UnfitSchemaError */
function counted(value: unknown, writing: Writing): unknown {
  count(writing, JSON.stringify([value]).length);
  return value;
}

function writtenOut(schema: unknown, writing: Writing, depth: number): unknown {
  if (depth > MAX_DEPTH) throw new UnfitSchemaError('its schema is too deep, or has itself in it');
  if (Array.isArray(schema)) {
    count(writing, 2);
    return schema.map((one) => writtenOut(one, writing, depth + 1));
  }
  if (!isObject(schema)) return counted(schema, writing);
  count(writing, 2);
  const { $ref: reference, ...beside } = schema;
  if (typeof reference === 'string') {
    const target = targetOf(reference, writing.root);
    return writtenOut({ ...target, ...beside }, writing, depth + 1);
  }
  const parts = Object.entries(schema)
    .filter(([key]) => !NAMES_OF_SCHEMAS.has(key))
    .map(([key, value]) => {
      count(writing, key.length);
      return [key, partOf(key, value, writing, depth)];
    });
  const written = Object.fromEntries(parts) as Record<string, unknown>;
  const isList = written['type'] === 'array' && !('items' in written);
  return isList ? { ...written, items: {} } : written;
}

/** Names of arguments are no keywords, and examples no schemas. */
function partOf(key: string, value: unknown, writing: Writing, depth: number): unknown {
  if (Object.hasOwn(SHAPES, key) && SHAPES[key]?.(value) === false) {
    throw new UnfitSchemaError(
      `its schema cannot be understood: ${key} is ${JSON.stringify(value).slice(0, 40)}`,
    );
  }
  if (['default', 'const', 'enum', 'examples', 'required'].includes(key)) {
    return counted(value, writing);
  }
  if (key !== 'properties' || !isObject(value)) return writtenOut(value, writing, depth + 1);
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => {
      count(writing, name.length);
      return [name, writtenOut(one, writing, depth + 1)];
    }),
  );
}

/** What `#/$defs/name` leads to. */
function targetOf(reference: string, root: Schema): Schema {
  const path = reference.startsWith('#') ? reference.slice(1).split('/').slice(1) : undefined;
  const target = path
    ?.map((part) => decoded(part).replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce<unknown>((place, part) => (isObject(place) ? place[part] : undefined), root);
  if (isObject(target)) return target;
  throw new UnfitSchemaError(`its schema refers to ${reference.slice(0, 80)}, which is not in it`);
}

/** `part` of an address; as it is where it cannot be decoded, which nothing is named by. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    // Whoever looks for it finds nothing, and says so.
    return part;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isText(value: unknown): boolean {
  return typeof value === 'string';
}

/** Any value fits `true`, and none `false`. */
function isSchema(value: unknown): boolean {
  return typeof value === 'boolean' || isObject(value);
}

function isMapOfSchemas(value: unknown): boolean {
  return isObject(value) && Object.values(value).every(isSchema);
}

function isListOf(isOne: (value: unknown) => boolean): (value: unknown) => boolean {
  return (value) => Array.isArray(value) && value.every(isOne);
}
