/** Where a server is, and what every request to it carries. */
export type Endpoint = {
  /** Without a slash at the end: paths are appended. */
  readonly root: string;
  readonly headers: Readonly<Record<string, string>>;
};

/**
 * The root of a server whose operator may have written `/v1` and slashes after it, or not.
 *
 * Only a whole last segment `/v1` goes: `http://tts1/v1` is `http://tts1`, and `http://host/v11` stays. A user and
 * password in the URL become a header, since fetch refuses them.
 */
export function serverRoot(url: string): Endpoint {
  const endpoint = endpointOf(url);
  return { ...endpoint, root: endpoint.root.replace(/(\/v1)?\/*$/u, '') };
}

/**
 * The base URL of an OpenAI-compatible API: as it is written, with `/v1` where it names a bare host.
 *
 * `apiKey` goes along as a bearer token.
 */
export function openAiBase(url: string, apiKey: string | undefined): Endpoint {
  const { root, headers } = endpointOf(url);
  return {
    root: new URL(root).pathname === '/' ? `${root}/v1` : root,
    headers: apiKey === undefined ? headers : { ...headers, authorization: `Bearer ${apiKey}` },
  };
}

function endpointOf(url: string): Endpoint {
  const { protocol, host, pathname, username, password } = new URL(url);
  const credentials = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return {
    root: `${protocol}//${host}${pathname.replace(/\/+$/u, '')}`,
    headers:
      username === ''
        ? {}
        : { authorization: `Basic ${Buffer.from(credentials).toString('base64')}` },
  };
}
