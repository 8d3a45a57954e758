import { env } from '@vox/environment';
import { z } from 'zod';

const HEX_KEY = /^[0-9a-f]{64}$/iu;
/** 32 bytes as base64 or base64url, padded or not. */
const BASE64_KEY = /^[A-Za-z0-9+/_-]{43}=?$/u;

export const secretsSchema = z.object({
  SECRETS_KEY: env(
    z
      .string()
      .refine(
        (value) => HEX_KEY.test(value) || BASE64_KEY.test(value),
        'must be 32 bytes in base64 or hex, such as `openssl rand -base64 32` prints',
      )
      .transform((value) => Buffer.from(value, HEX_KEY.test(value) ? 'hex' : 'base64'))
      .optional(),
  ).describe(
    "Encrypts agents' own Discord tokens in the database, and signs invites: 32 bytes in base64 or hex. When absent, a key is made once in DATA_DIR/secrets.key: back it up with the database.",
  ),
});
