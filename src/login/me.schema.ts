import type { LoginEntity, UserEntity } from '@vox/database';
import { text } from '@vox/protocol';
import { z } from 'zod';

import { type Identity, ROLES, SCOPES } from '../identity';

export const meSchema = z
  .object({
    user: z
      .object({
        id: z.uuid(),
        display_name: text(),
        email: text().nullable(),
        role: z.enum(ROLES),
      })
      .nullable()
      .describe('Null: the server itself.'),
    discord: z
      .object({ user_id: text().describe('Of the Discord user.') })
      .nullable()
      .describe('Who they are in Discord; null: nobody who is known.'),
    scopes: z.array(z.enum(SCOPES)),
    login: z
      .object({ id: z.uuid(), expires_at: z.iso.datetime() })
      .nullable()
      .describe('Null: came with a key, a token or nothing.'),
  })
  .meta({ id: 'Me' });
export type MeJson = z.output<typeof meSchema>;

export function toMeJson(caller: Identity, user: UserEntity | null): MeJson {
  const { loginId, expiresAtMs, token } = caller;
  return {
    user:
      user === null
        ? null
        : {
            id: user.id,
            display_name: user.displayName,
            email: user.email,
            role: user.role,
          },
    discord: user?.discordUserId == null ? null : { user_id: user.discordUserId },
    scopes: SCOPES.filter((scope) => caller.scopes.has(scope)),
    login:
      loginId === undefined || expiresAtMs === undefined || token !== undefined
        ? null
        : { id: loginId, expires_at: new Date(expiresAtMs).toISOString() },
  };
}

export const loginSchema = z
  .object({
    id: z.uuid(),
    method: z.enum(['oidc', 'link']),
    user_agent: text().nullable().describe('What the browser calls itself.'),
    is_this: z.boolean().describe('The one that asks.'),
    created_at: z.iso.datetime(),
    last_seen_at: z.iso.datetime().describe('To the minute.'),
    expires_at: z.iso.datetime().describe('It ends then, however much it is used.'),
  })
  .meta({ id: 'Login' });
export type LoginJson = z.output<typeof loginSchema>;

export function toLoginJson(row: LoginEntity, caller: Identity): LoginJson {
  return {
    id: row.id,
    method: row.method,
    user_agent: row.userAgent,
    is_this: row.id === caller.loginId,
    created_at: row.createdAt.toISOString(),
    last_seen_at: row.lastSeenAt.toISOString(),
    expires_at: row.expiresAt.toISOString(),
  };
}
