/** What people paste along: the client adds it. */
const ENDPOINT = /(\/v1)?(\/(messages|complete|models|messages\/count_tokens))?\/*$/iu;

/** The address below which the Messages API has its `/v1`, of whatever people call its base URL. */
export function anthropicBase(url: string): {
  readonly baseURL: string;
  readonly query: Readonly<Record<string, string>>;
} {
  const { protocol, host, pathname, searchParams } = new URL(url);
  const path = pathname.replace(/\/+/gu, '/').replace(/\/$/u, '').replace(ENDPOINT, '');
  return { baseURL: `${protocol}//${host}${path}`, query: Object.fromEntries(searchParams) };
}
