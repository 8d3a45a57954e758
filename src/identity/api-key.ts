import { createHash, randomBytes } from 'node:crypto';

/** What is found by scanners of secrets, and told from the server's own key. */
const START = 'vox_';
const FORM = /^vox_[A-Za-z0-9_-]{43}$/u;

/** Enough to tell one's keys apart, and far from enough to guess the rest. */
const PREFIX_LENGTH = START.length + 6;

export type NewApiKey = { readonly key: string; readonly prefix: string; readonly hash: string };

/** A key of 256 random bits. */
export function makeApiKey(): NewApiKey {
  const key = START + randomBytes(32).toString('base64url');
  return { key, prefix: key.slice(0, PREFIX_LENGTH), hash: hashOfKey(key) };
}

export function isApiKey(credential: string): boolean {
  return FORM.test(credential);
}

/** Nobody guesses 256 bits from their SHA-256, so nothing slower is needed; looked up by it, a key is compared by nobody. */
export function hashOfKey(key: string): string {
  return createHash('sha256').update(key).digest('hex');
}
