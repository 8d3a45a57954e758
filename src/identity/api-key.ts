import { hashOfSecret, randomSecret } from '../secrets';

/** What is found by scanners of secrets, and told from the server's own key. */
const START = 'vox_';
const FORM = /^vox_[A-Za-z0-9_-]{43}$/u;

/** Enough to tell one's keys apart, and far from enough to guess the rest. */
const PREFIX_LENGTH = START.length + 6;

export type NewApiKey = { readonly key: string; readonly prefix: string; readonly hash: string };

/** A key of 256 random bits. */
export function makeApiKey(): NewApiKey {
  const key = START + randomSecret();
  return { key, prefix: key.slice(0, PREFIX_LENGTH), hash: hashOfSecret(key) };
}

export function isApiKey(credential: string): boolean {
  return FORM.test(credential);
}
