/** One header of a request, as it is typed. */
export type Header = { readonly name: string; readonly value: string };

/** As routes take them; rows without a name are left out. */
export function toHeaders(rows: readonly Header[]): Record<string, string> {
  const named = rows.filter(({ name }) => name.trim() !== '');
  return Object.fromEntries(named.map(({ name, value }) => [name.trim(), value]));
}

/**
 * What takes the place of all secret headers that there are (`kept`, by name): null takes them away, which only an empty list of rows
 * means. Undefined: they stay, as while nobody has begun to write others (`rows` is null), or no row has a name yet.
 */
export function replacementOf(
  rows: readonly Header[] | null,
  kept: readonly string[],
): Record<string, string> | null | undefined {
  if (rows === null) return undefined;
  if (rows.length === 0) return kept.length === 0 ? undefined : null;
  const headers = toHeaders(rows);
  return Object.keys(headers).length === 0 ? undefined : headers;
}
