import type { ApiKeyEntity } from '@vox/database';
import { givenId, text } from '@vox/protocol';
import { z } from 'zod';

import { SCOPES } from '../identity';
import { pageSchemaOf } from './account-page';

const MAX_VALIDITY_S = 10 * 366 * 24 * 3600;

const scope = z.enum(SCOPES);

export const KEY_LIST = 'keys';

export const listKeysSchema = pageSchemaOf(KEY_LIST).extend({
  user_id: givenId().optional().describe('Those of this user.'),
});
export type ListKeys = z.output<typeof listKeysSchema>;

export const createKeySchema = z.strictObject({
  user_id: givenId().describe('Whose it is: what is begun with it is theirs.'),
  name: text().trim().min(1).max(100).describe('By which its owner knows it; one of each.'),
  scopes: z
    .array(scope)
    .min(1)
    .max(SCOPES.length)
    .transform((given) => [...new Set(given)])
    .describe(
      '`talk`: begin and steer sessions. `read`: see what was said in them. `admin`: all, of everybody.',
    ),
  expires_in_s: z
    .number()
    .int()
    .min(60)
    .max(MAX_VALIDITY_S)
    .nullable()
    .default(null)
    .describe('Seconds until it is good no longer. Null: never.'),
});
export type CreateKey = z.output<typeof createKeySchema>;

const known = {
  id: z.uuid(),
  user_id: z.uuid(),
  name: text(),
  prefix: text().describe('How it begins.'),
  scopes: z.array(scope),
  expires_at: z.iso.datetime().nullable(),
  last_used_at: z.iso.datetime().nullable().describe('To the minute.'),
  revoked_at: z.iso.datetime().nullable(),
  created_at: z.iso.datetime(),
};

export const keySchema = z.object(known).meta({ id: 'Key' });
export type KeyJson = z.output<typeof keySchema>;

export const madeKeySchema = z
  .object({ ...known, key: text().describe('Shown this once.') })
  .meta({ id: 'MadeKey' });
export type MadeKeyJson = z.output<typeof madeKeySchema>;

export function toKeyJson(row: ApiKeyEntity): KeyJson {
  return {
    id: row.id,
    user_id: row.userId,
    name: row.name,
    prefix: row.keyPrefix,
    scopes: row.scopes,
    expires_at: row.expiresAt?.toISOString() ?? null,
    last_used_at: row.lastUsedAt?.toISOString() ?? null,
    revoked_at: row.revokedAt?.toISOString() ?? null,
    created_at: row.createdAt.toISOString(),
  };
}
