/** The endpoint of a base URL that was given with or without /v1 and a slash at its end. */
export function openAiUrl(baseUrl: string, path: string): string {
  const url = new URL(baseUrl);
  const base = url.pathname.replace(/\/+$/u, '');
  url.pathname = `${base.endsWith('/v1') ? base : `${base}/v1`}/${path}`;
  return url.href;
}
