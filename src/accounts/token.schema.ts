import { givenId, text } from '@vox/protocol';
import { z } from 'zod';

import { type MadeToken, MAX_TOKEN_VALIDITY_MS, TOKEN_SCOPES } from '../identity';

const DEFAULT_VALIDITY_S = 3600;

export const createTokenSchema = z.strictObject({
  user_id: text()
    .trim()
    .min(1)
    .max(255)
    .describe(
      'Who talks: it shows and opens sessions of this user alone, whatever its holder says.',
    ),
  user_name: text().trim().min(1).max(255).optional().describe('What people call them.'),
  agent_id: givenId().optional().describe('Only this agent; any when absent.'),
  session_ids: z
    .array(givenId())
    .min(1)
    .max(50)
    .optional()
    .describe('Only these sessions; none is begun. Any of the user’s when absent.'),
  scopes: z
    .array(z.enum(TOKEN_SCOPES))
    .min(1)
    .max(TOKEN_SCOPES.length)
    .transform((given) => [...new Set(given)])
    .default(['talk'])
    .describe('No more than the key has.'),
  expires_in_s: z
    .number()
    .int()
    .min(30)
    .max(MAX_TOKEN_VALIDITY_MS / 1000)
    .default(DEFAULT_VALIDITY_S)
    .describe('Seconds; it is not good for longer than the key.'),
  max_sessions: z
    .number()
    .int()
    .min(1)
    .max(1000)
    .nullable()
    .default(null)
    .describe('How many sessions may be begun with it. Null: any number.'),
});
export type CreateToken = z.output<typeof createTokenSchema>;

export const tokenSchema = z
  .object({
    id: z.uuid().describe('By which the audit log knows it.'),
    token: text().describe(
      'Shown this once. For `Authorization: Bearer`, or `?api_key=` of a socket.',
    ),
    expires_at: z.iso.datetime(),
  })
  .meta({ id: 'SessionToken' });
export type TokenJson = z.output<typeof tokenSchema>;

export function toTokenJson({ id, token, expiresAtMs }: MadeToken): TokenJson {
  return { id, token, expires_at: new Date(expiresAtMs).toISOString() };
}
