/** Something to begin with for each property of a JSON schema: its default, its example, its first choice, or what is empty of its type. */
export function exampleArguments(parameters: unknown): Readonly<Record<string, unknown>> {
  const properties = fieldsOf(fieldsOf(parameters)['properties']);
  return Object.fromEntries(
    Object.entries(properties).map(([name, schema]) => [name, exampleOf(fieldsOf(schema))]),
  );
}

type Fields = Readonly<Record<string, unknown>>;

function exampleOf(schema: Fields): unknown {
  if (schema['default'] !== undefined) return schema['default'];
  for (const list of [schema['examples'], schema['enum']]) {
    if (Array.isArray(list) && list.length > 0) return list[0] as unknown;
  }
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
  return typeof value === 'object' && value !== null ? (value as Fields) : {};
}
