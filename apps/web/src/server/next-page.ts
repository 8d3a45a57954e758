/** Where the next page begins, from a Link header (RFC 8288); undefined on the last one. `name`: of the field that says it. */
export function nextPage(link: string | null, name = 'after'): string | undefined {
  const address = /<([^>]*)>;\s*rel="?next"?/u.exec(link ?? '')?.[1];
  if (address === undefined) return undefined;
  return new URL(address, 'http://server').searchParams.get(name) ?? undefined;
}
