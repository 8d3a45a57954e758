/** `.env.example`: every variable the server reads, with its meaning and default. */
export function envExample(sectionSchemas, z, limitsOf) {
  const lines = ['# Every variable the server reads. Copy to .env and change what you need.'];
  for (const [section, schema] of Object.entries(sectionSchemas)) {
    lines.push('', `# --- ${section} ---`);
    const { properties } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
    for (const [name, property] of Object.entries(properties)) {
      const limits = limitsOf(schema.shape[name]);
      lines.push(`# ${property.description}${limits === undefined ? '' : ` ${limits}.`}`);
      const value = property.default ?? defaultOf(schema.shape[name]);
      lines.push(value === undefined ? `# ${name}=` : `# ${name}=${value}`);
    }
  }
  return `${lines.join('\n')}\n`;
}

function defaultOf(schema) {
  const result = schema.safeParse(undefined);
  return result.success ? result.data : undefined;
}
