/** An invite that somebody has followed; it stands in the address. */
export type GroupSearch = { readonly join?: string };

export function groupSearch({ join }: Readonly<Record<string, unknown>>): GroupSearch {
  return typeof join === 'string' && join !== '' ? { join } : {};
}
