import { isIP } from 'node:net';

import { z } from 'zod';

/** RFC 1123 §2.1: letters, digits and hyphens, 63 a part, 253 in all. */
const NAME =
  /^(?=.{1,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.?$/iu;

/** An IPv4 or IPv6 address. */
export const ipAddress = () =>
  z
    .string()
    .trim()
    .refine((value) => isIP(value) !== 0, { error: ({ input }) => told('an IP address', input) });

/** An address or a name; whether there is one of it is known when it is used. */
export const address = () =>
  z
    .string()
    .trim()
    .refine(isAddress, { error: ({ input }) => told('an IP address or a host name', input) });

function isAddress(value: string): boolean {
  // 256.1.1.1 is no name either.
  return isIP(value) !== 0 || (NAME.test(value) && !/^[\d.]+$/u.test(value));
}

function told(what: string, input: unknown): string {
  return `must be ${what}, not "${String(input)}"`;
}
