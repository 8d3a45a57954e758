import type { IncomingMessage } from 'node:http';

/** What changes nothing (RFC 9110 §9.2.1), but for a socket, which is opened with one of them. */
const SAFE: ReadonlySet<string | undefined> = new Set(['GET', 'HEAD']);

/** Somebody's browser was made to send its cookie by a page that is not the server's. */
export class ForeignPageError extends Error {
  override readonly name = 'ForeignPageError';
}

/**
 * Whether a request may be taken for what the person has done who is logged in, whose cookie the browser sends along: it
 * comes from a page of the server itself, and where it changes something or opens a socket, the browser has to say so.
 * @param origins Those of the server's own pages, beside the one that the request itself is for.
 * @see https://cheatsheetseries.owasp.org/cheatsheets/Cross-Site_Request_Forgery_Prevention_Cheat_Sheet.html
 */
export function isFromOwnPage(
  { method, headers }: Pick<IncomingMessage, 'method' | 'headers'>,
  origins: ReadonlySet<string>,
): boolean {
  const { host, origin, upgrade, 'sec-fetch-site': site } = headers;
  if (origin !== undefined && !origins.has(origin) && !isOwnOrigin(origin, host)) return false;
  // What browsers say of a socket beside its origin is not the same everywhere.
  if (upgrade !== undefined) return origin !== undefined;
  const isSafe = SAFE.has(method);
  // Typed by the person, or a bookmark of theirs.
  if (site !== undefined) return site === 'same-origin' || (isSafe && site === 'none');
  return isSafe || origin !== undefined;
}

/** Whether `origin` is the server's that was asked as `host`. */
export function isOwnOrigin(origin: string, host: string | undefined): boolean {
  if (!URL.canParse(origin)) return false;
  const { protocol, host: ownHost } = new URL(origin);
  // Either may name the port that goes without saying.
  return URL.canParse(`${protocol}//${host}`) && new URL(`${protocol}//${host}`).host === ownHost;
}
