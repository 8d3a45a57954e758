/** At the end of a value: one that is made for each request. */
const uuid = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * The fields of an object as rows of a table: name, type and default, meaning; those of an object within it below it.
 * @param {object} schema JSON Schema
 * @returns {string[]} lines of Markdown
 */
export function rowsOf(schema, prefix = '') {
  const required = new Set(schema.required ?? []);
  return Object.entries(schema.properties ?? {}).flatMap(([name, property]) => {
    const path = `${prefix}${name}`;
    const isOptional = !required.has(name);
    // One that is made for each request is told by its description.
    const isMade = uuid.test(String(property.default));
    const usual =
      typeof property.default === 'object' ? JSON.stringify(property.default) : property.default;
    const standard = property.default === undefined || isMade ? '' : `, default \`${usual}\``;
    const optional = isOptional && standard === '' ? ', optional' : standard;
    return [
      `| \`${path}\` | ${typeOf(property)}${optional} | ${property.description ?? ''} |`,
      ...rowsOf(property, `${path}.`),
    ];
  });
}

/** A schema's type in words; a link to the schemas of the page where it is one of them. */
export function typeOf(property) {
  const { type, minimum, maximum, minLength, maxLength, items, format, pattern } = property;
  if (property.$ref !== undefined) {
    const name = property.$ref.split('/').at(-1);
    return `[${name}](#${name.toLowerCase()})`;
  }
  if (property.anyOf !== undefined) {
    const types = property.anyOf.map(typeOf);
    return [...new Set(types)].join(' or ');
  }
  if (property.const !== undefined) return `\`${property.const}\``;
  if (property.enum !== undefined) return property.enum.map((value) => `\`${value}\``).join(' or ');
  if (Array.isArray(type))
    return type.map((one) => typeOf({ ...property, type: one })).join(' or ');
  if (type === 'array') return `array of ${typeOf(items ?? {})}`;
  if (type === 'number' || type === 'integer') {
    const range = maximum === undefined || minimum === undefined ? '' : ` ${minimum} to ${maximum}`;
    return `${type === 'integer' ? 'whole number' : 'number'}${range}`;
  }
  if (type !== 'string') return String(type ?? 'any');
  if (format !== undefined) return `string (${format})`;
  const length = maxLength === undefined ? '' : `, ${minLength ?? 0} to ${maxLength} characters`;
  // A bar would end the table's cell.
  const form = pattern === undefined ? '' : `, \`${pattern.replaceAll('|', '\\|')}\``;
  return `string${length}${form}`;
}
