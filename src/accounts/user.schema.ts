import type { UserEntity } from '@vox/database';
import { storable, text } from '@vox/protocol';
import { z } from 'zod';

import { ROLES } from '../identity';

const discordUserId = text()
  .regex(/^\d{17,20}$/u, 'must be the id of a Discord user')
  .nullable()
  .describe('Who they are in Discord: one at most, and nobody else’s.');

const displayName = text().trim().min(1).max(255).describe('What people call them.');
const email = storable(z.email())
  .transform((given) => given.toLowerCase())
  .pipe(text().max(255))
  .nullable()
  .describe('In small letters.');

const role = z
  .enum(ROLES)
  .describe(
    'What they may do who log in: owners and admins all, members talk and read, guests talk. Their provider says it anew at each log-in, except of owners. A key has scopes of its own.',
  );

export const createUserSchema = z.strictObject({
  display_name: displayName,
  email: email.optional(),
  role: role.default('member'),
  discord_user_id: discordUserId.optional(),
});
export type CreateUser = z.output<typeof createUserSchema>;

export const updateUserSchema = z.strictObject({
  display_name: displayName.optional(),
  email: email.optional(),
  role: role.optional(),
  discord_user_id: discordUserId.optional(),
  is_active: z
    .boolean()
    .optional()
    .describe(
      'False: none of their keys, tokens and log-ins lets in any more; what they have stays.',
    ),
});
export type UpdateUser = z.output<typeof updateUserSchema>;

export const userSchema = z
  .object({
    id: z.uuid(),
    display_name: text(),
    email: text().nullable(),
    role,
    discord_user_id: text().nullable().describe('Who they are in Discord.'),
    is_active: z.boolean(),
    created_at: z.iso.datetime(),
    updated_at: z.iso.datetime(),
  })
  .meta({ id: 'User' });
export type UserJson = z.output<typeof userSchema>;

export function toUserJson(user: UserEntity): UserJson {
  return {
    id: user.id,
    display_name: user.displayName,
    email: user.email,
    role: user.role,
    discord_user_id: user.discordUserId,
    is_active: user.isActive,
    created_at: user.createdAt.toISOString(),
    updated_at: user.updatedAt.toISOString(),
  };
}
