import { randomInt } from 'node:crypto';

/** Capital letters and digits that nobody takes for one another: without I, L, O, 0 and 1. */
const ALPHABET = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789';

const LENGTH = 8;

/** 39 bits, which ten minutes and `FAILED_KEYS_PER_MINUTE` are too short for to be guessed. */
export function makeLinkCode(): string {
  return Array.from({ length: LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
}

/** As people read it: in two halves. */
export function readableLinkCode(code: string): string {
  return `${code.slice(0, LENGTH / 2)}-${code.slice(LENGTH / 2)}`;
}

/** The code that somebody has typed, however they did; undefined for what is none. */
export function typedLinkCode(typed: string): string | undefined {
  const code = typed.replaceAll(/[\s-]/gu, '').toUpperCase();
  const isOne = code.length === LENGTH && [...code].every((letter) => ALPHABET.includes(letter));
  return isOne ? code : undefined;
}
