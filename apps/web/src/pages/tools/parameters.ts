/** What a parameter of a tool may be, as a table of them has it. */
export const PARAMETER_TYPES = ['string', 'number', 'integer', 'boolean', 'choice'] as const;

export type ParameterType = (typeof PARAMETER_TYPES)[number];

/** One row: what a model is to give. */
export type Parameter = {
  readonly name: string;
  readonly type: ParameterType;
  readonly description: string;
  /** Of a choice: what there is to choose from, as it is typed, with commas. */
  readonly choices: string;
  readonly isRequired: boolean;
  /** What else its schema says: kept as it is. */
  readonly rest: Fields;
};

export type Fields = Readonly<Record<string, unknown>>;

/** What a table can say of an object's schema. */
const KNOWN = new Set(['type', 'properties', 'required', 'additionalProperties']);

/** The parameters of an object's JSON schema as rows; null where a table would not say all of it. */
export function parametersOf(schema: unknown): readonly Parameter[] | null {
  if (!isFields(schema) || schema['type'] !== 'object') return null;
  if (Object.keys(schema).some((key) => !KNOWN.has(key))) return null;
  const { properties = {}, required = [], additionalProperties = false } = schema;
  if (!isFields(properties) || !Array.isArray(required) || additionalProperties !== false) {
    return null;
  }
  const rows = Object.entries(properties).map(([name, property]) =>
    parameterOf(name, property, required.includes(name)),
  );
  return rows.every((row) => row !== null) ? rows : null;
}

function parameterOf(name: string, property: unknown, isRequired: boolean): Parameter | null {
  if (!isFields(property)) return null;
  const { type, description = '', enum: choices, ...rest } = property;
  if (typeof description !== 'string') return null;
  const common = { name, description, isRequired, rest };
  if (choices !== undefined) {
    const isChoice = type === 'string' && Array.isArray(choices) && choices.every(isPlainChoice);
    return isChoice ? { ...common, type: 'choice', choices: choices.join(', ') } : null;
  }
  const known = PARAMETER_TYPES.find((one) => one === type && one !== 'choice');
  return known === undefined ? null : { ...common, type: known, choices: '' };
}

/** The JSON schema that rows stand for; rows without a name are left out. */
export function schemaOf(rows: readonly Parameter[]): Fields {
  const named = rows.filter(({ name }) => name.trim() !== '');
  const required = named.filter(({ isRequired }) => isRequired).map(({ name }) => name.trim());
  return {
    type: 'object',
    properties: Object.fromEntries(named.map((row) => [row.name.trim(), propertyOf(row)])),
    ...(required.length > 0 && { required }),
    additionalProperties: false,
  };
}

function propertyOf({ type, description, choices, rest }: Parameter): Fields {
  const told = description.trim() === '' ? {} : { description: description.trim() };
  if (type !== 'choice') return { type, ...told, ...rest };
  return { type: 'string', ...told, enum: choicesIn(choices), ...rest };
}

/** The rows that a schema stands for, which is JSON; null where it does not. */
export function parametersIn(text: string): readonly Parameter[] | null {
  try {
    return parametersOf(JSON.parse(text));
  } catch {
    // What is no JSON is shown as it was typed.
    return null;
  }
}

/** The schema that rows stand for, as a form has it. */
export function toText(rows: readonly Parameter[]): string {
  return JSON.stringify(schemaOf(rows), null, 2);
}

/** What is typed with commas, one by one. */
export function choicesIn(text: string): readonly string[] {
  return text
    .split(',')
    .map((choice) => choice.trim())
    .filter((choice) => choice !== '');
}

/** Names in braces in an address that are none of the rows. */
export function missingFrom(rows: readonly Parameter[], url: string): readonly string[] {
  const names = [...url.matchAll(/\{([\w-]+)\}/gu)].map(([, name = '']) => name);
  return [...new Set(names)].filter((name) => !rows.some((row) => row.name.trim() === name));
}

export function newParameter(name: string): Parameter {
  return { name, type: 'string', description: '', choices: '', isRequired: true, rest: {} };
}

function isPlainChoice(choice: unknown): boolean {
  return typeof choice === 'string' && choice === choice.trim() && !choice.includes(',');
}

/** An object as JSON has them. */
export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
