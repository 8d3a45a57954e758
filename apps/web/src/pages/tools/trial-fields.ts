import { numberIn } from '../../forms/number-text';
import { type Fields, isFields } from './parameters';
import { suggestedValue } from './suggested-value';

/** One value that a trial of a tool asks for. */
export type TrialField = {
  readonly name: string;
  readonly type: 'string' | 'number' | 'integer' | 'boolean';
  /** What there is to choose from; empty where anything may be typed. */
  readonly choices: readonly string[];
  readonly description: string;
  readonly isRequired: boolean;
  /** What it begins with, as it is typed. */
  readonly initial: string;
};

/** What was typed for each, by name. */
export type Typed = Readonly<Record<string, string>>;

const TYPES = ['string', 'number', 'integer', 'boolean'] as const;

/** The properties of an object's JSON schema as fields; null where one of them is more than a plain value. */
export function trialFieldsOf(schema: unknown): readonly TrialField[] | null {
  if (!isFields(schema)) return null;
  const { properties = {}, required = [] } = schema;
  if (!isFields(properties) || !Array.isArray(required)) return null;
  const fields = Object.entries(properties).map(([name, property]) =>
    fieldOf(name, property, required.includes(name)),
  );
  return fields.every((field) => field !== null) ? fields : null;
}

function fieldOf(name: string, property: unknown, isRequired: boolean): TrialField | null {
  if (!isFields(property)) return null;
  const { description, enum: listed = [] } = property;
  const type = TYPES.find((one) => one === property['type']);
  const isPlain = Array.isArray(listed) && listed.every((one) => typeof one === 'string');
  if (type === undefined || !isPlain) return null;
  const choices = type === 'boolean' ? ['true', 'false'] : listed;
  return {
    name,
    type,
    choices,
    description: typeof description === 'string' ? description : '',
    isRequired,
    initial: initialOf(property) ?? (isRequired ? choices[0] : undefined) ?? '',
  };
}

/** As it is typed, where it can be. */
function initialOf(property: Fields): string | undefined {
  const value = suggestedValue(property);
  return ['string', 'number', 'boolean'].includes(typeof value) ? String(value) : undefined;
}

/** Undefined: it is no value of its type. */
function valueOf(type: TrialField['type'], text: string): unknown {
  if (type === 'string') return text;
  return type === 'boolean' ? text === 'true' : numberIn(text);
}

/** The names of those whose text is no value of their type. */
export function unreadableOf(fields: readonly TrialField[], typed: Typed): readonly string[] {
  const wrong = fields.filter(({ name, type, initial }) => {
    const text = typed[name] ?? initial;
    return text !== '' && valueOf(type, text) === undefined;
  });
  return wrong.map(({ name }) => name);
}

/** What a tool is called with: what is left empty and not needed is left out. */
export function argumentsOf(fields: readonly TrialField[], typed: Typed): Fields {
  const given = fields.flatMap(({ name, type, isRequired, initial }) => {
    const text = typed[name] ?? initial;
    if (text === '' && !(isRequired && type === 'string')) return [];
    return [[name, valueOf(type, text)] as const];
  });
  return Object.fromEntries(given);
}
