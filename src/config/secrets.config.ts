import { env } from '@vox/environment';
import { z } from 'zod';

const HEX_KEY = /^[0-9a-f]{64}$/iu;
/** 32 bytes as base64 or base64url, padded or not. */
const BASE64_KEY = /^[A-Za-z0-9+/_-]{43}=?$/u;

export const secretsSchema = z.object({
  SECRETS_KEY: env(
    z
      .string()
      .refine(isKey, 'must be 32 bytes in base64 or hex, such as `openssl rand -base64 32` prints')
      .transform(toKey)
      .optional(),
  ).describe(
    "Encrypts keys of language models, agents' own Discord tokens and what their webhooks want in the database, and signs invites: 32 bytes in base64 or hex. When absent, a key is made once in DATA_DIR/secrets.key: back it up with the database; `npm run secrets:rotate` replaces it.",
  ),
  SECRETS_KEY_PREVIOUS: env(
    z
      .string()
      .default('')
      .transform((list) => (list === '' ? [] : list.split(',').map((key) => key.trim())))
      .refine((keys) => keys.every(isKey), 'must be keys as SECRETS_KEY is one, between commas')
      .transform((keys): readonly Buffer[] => keys.map(toKey)),
  ).describe(
    'Keys that SECRETS_KEY (or DATA_DIR/secrets.key) has replaced, separated by commas. What they have sealed still opens, and is sealed with the present key at the next start, or by `npm run secrets:rotate`; then they can go.',
  ),
});

function isKey(value: string): boolean {
  return HEX_KEY.test(value) || BASE64_KEY.test(value);
}

function toKey(value: string): Buffer {
  return Buffer.from(value, HEX_KEY.test(value) ? 'hex' : 'base64');
}
