import { type Fields, isFields } from './parameters';
import { suggestedValue } from './suggested-value';

/** Something to begin with for each property of a JSON schema: its default, its example, its first choice, or what is empty of its type. */
export function exampleArguments(parameters: unknown): Readonly<Record<string, unknown>> {
  const properties = fieldsOf(fieldsOf(parameters)['properties']);
  return Object.fromEntries(
    Object.entries(properties).map(([name, schema]) => [name, exampleOf(fieldsOf(schema))]),
  );
}

function exampleOf(schema: Fields): unknown {
  const suggested = suggestedValue(schema);
  if (suggested !== undefined) return suggested;
  const { enum: choices } = schema;
  if (Array.isArray(choices) && choices.length > 0) return choices[0] as unknown;
  switch (schema['type']) {
    case 'number':
    case 'integer':
      return 0;
    case 'boolean':
      return false;
    case 'array':
      return [];
    case 'object':
      return {};
    default:
      return '';
  }
}

function fieldsOf(value: unknown): Fields {
  return isFields(value) ? value : {};
}
