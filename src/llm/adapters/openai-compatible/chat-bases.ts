/** Where a server's chat protocol may be, and what every request to it carries. */
export type ChatBases = {
  /** Without a slash at the end, the likeliest first. */
  readonly bases: readonly [string, ...string[]];
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
};

/** What people paste along: the address of one endpoint rather than of all. */
const ENDPOINT =
  /\/(chat\/completions|completions|embeddings|models|responses|audio\/\w+|api\/(chat|generate|tags|embed|version))\/*$/iu;

/** OpenRouter's own API is not at the root's `/v1`. */
const HOSTS_WITH_API_V1 = /(^|\.)openrouter\.ai$/u;

/**
 * The places where the chat protocol may be on a server that somebody named by its base URL, its bare host, or any of its
 * endpoints: the others are asked when one is not known there (404, 405, a page).
 *
 * User and password become a header, since fetch refuses them; a query goes along.
 */
export function chatBases(url: string): ChatBases {
  const { protocol, host, hostname, pathname, searchParams, username, password } = new URL(url);
  const root = `${protocol}//${host}`;
  const path = pathname.replace(/\/+/gu, '/').replace(ENDPOINT, '').replace(/\/$/u, '');
  const credentials = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return {
    bases: pathsOf(path, hostname).map((place) => `${root}${place}`) as [string, ...string[]],
    query: Object.fromEntries(searchParams),
    headers:
      username === ''
        ? {}
        : { authorization: `Basic ${Buffer.from(credentials).toString('base64')}` },
  };
}

function pathsOf(path: string, hostname: string): string[] {
  if (HOSTS_WITH_API_V1.test(hostname) && /^(\/api|\/v1)?$/u.test(path)) return ['/api/v1'];
  if (path === '') return ['/v1', '', '/api/v1', '/openai/v1'];
  // A version is said, or Ollama's own API is meant, beside which the other one is.
  if (/\/v\d+\w*$/u.test(path)) return [path];
  return path === '/api' ? ['/v1', path, `${path}/v1`] : [path, `${path}/v1`];
}
