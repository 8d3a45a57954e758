import { createHmac, type KeyObject, timingSafeEqual } from 'node:crypto';

/** The one header that is written and taken: no other can have another algorithm, or none, tried. */
const HEADER = Buffer.from('{"alg":"HS256"}').toString('base64url');

/** `claims` as a JWT (RFC 7519), signed with HMAC-SHA256 in the compact form (RFC 7515 §7.1). */
export function signClaims(claims: object, key: KeyObject): string {
  const signed = `${HEADER}.${Buffer.from(JSON.stringify(claims)).toString('base64url')}`;
  return `${signed}.${signatureOf(signed, key)}`;
}

/**
 * The claims that one of `keys` has signed, whatever they say and for however long; undefined when none has, or anything at
 * all was changed. Synchronous: a signature takes microseconds, and Web Crypto's way through its threads many times as long; so does making a
 * `KeyObject` of bytes each time.
 */
export function readClaims(token: string, keys: readonly KeyObject[]): unknown {
  const end = token.lastIndexOf('.');
  const signed = token.slice(0, Math.max(end, 0));
  // Compared as it is written: base64 has several ways to write the same bytes.
  const given = Buffer.from(token.slice(end + 1));
  if (!signed.startsWith(`${HEADER}.`)) return undefined;
  if (!keys.some((key) => isSame(given, Buffer.from(signatureOf(signed, key))))) return undefined;
  // Signed by us, so it is JSON.
  return JSON.parse(Buffer.from(signed.slice(HEADER.length + 1), 'base64url').toString());
}

function signatureOf(signed: string, key: KeyObject): string {
  return createHmac('sha256', key).update(signed).digest('base64url');
}

function isSame(given: Buffer, expected: Buffer): boolean {
  return given.length === expected.length && timingSafeEqual(given, expected);
}
