import type { RequestHeader } from '@vox/voice-core';

/** RFC 9110: a token. */
const HEADER_NAME = /^[\w!#$%&'*+.^`|~-]+$/u;
/** Of the request itself: nobody else may set them. */
const NOT_OURS =
  /^(?:host|connection|content-.*|transfer-encoding|te|trailer|upgrade|expect|keep-alive|proxy-.*)$/iu;
/** What a header can carry: visible Latin-1, blanks inside. */
const HEADER_VALUE = /^[\x21-\x7e\xa0-\xff](?:[\t\x20-\x7e\xa0-\xff]*[\x21-\x7e\xa0-\xff])?$/u;

export function isHeaderName(name: string): boolean {
  return HEADER_NAME.test(name) && !NOT_OURS.test(name);
}

export function isHeaderValue(value: string): boolean {
  return HEADER_VALUE.test(value);
}

export function basicHeader(username: string, password: string): RequestHeader {
  const pair = Buffer.from(`${username}:${password}`).toString('base64');
  return { name: 'Authorization', value: `Basic ${pair}` };
}

/**
 * The header that `text` describes: `Basic user:password` (plain or in base64), `Bearer token`, or any other as
 * `Name: value`. Undefined for what is none of these.
 */
export function parseHeader(text: string): RequestHeader | undefined {
  const [, scheme = '', rest = ''] = /^(basic|bearer)\s+(.+)$/isu.exec(text.trim()) ?? [];
  if (scheme.toLowerCase() === 'basic') {
    const plain = rest.includes(':') ? rest : Buffer.from(rest, 'base64').toString('utf8');
    const [, username, password] = /^([^:]*):(.*)$/su.exec(plain) ?? [];
    return username === undefined ? undefined : basicHeader(username, password ?? '');
  }
  const [, name = 'Authorization', value = `Bearer ${rest}`] =
    scheme === '' ? (/^([^\s:]+)\s*:\s*(.+)$/su.exec(text.trim()) ?? ['', '', '']) : [];
  return isHeaderName(name) && isHeaderValue(value) ? { name, value } : undefined;
}

/** A webhook without the `user:password@` in its URL, and these as the header that they mean. */
export function splitCredentials(url: string): { url: string; header?: RequestHeader } {
  const target = new URL(url);
  const { username, password } = target;
  if (username === '' && password === '') return { url };
  target.username = '';
  target.password = '';
  return { url: target.href, header: basicHeader(decoded(username), decoded(password)) };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    // A per cent sign that stands for itself.
    return part;
  }
}
