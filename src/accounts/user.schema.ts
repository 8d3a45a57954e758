import type { UserEntity } from '@vox/database';
import { storable, text } from '@vox/protocol';
import { z } from 'zod';

const displayName = text().trim().min(1).max(255).describe('What people call them.');
const email = storable(z.email())
  .transform((given) => given.toLowerCase())
  .pipe(text().max(255))
  .nullable()
  .describe('In small letters.');

export const createUserSchema = z.strictObject({
  display_name: displayName,
  email: email.optional(),
});
export type CreateUser = z.output<typeof createUserSchema>;

export const updateUserSchema = z.strictObject({
  display_name: displayName.optional(),
  email: email.optional(),
  is_active: z
    .boolean()
    .optional()
    .describe('False: none of their keys and tokens lets in any more; what they have stays.'),
});
export type UpdateUser = z.output<typeof updateUserSchema>;

export const userSchema = z
  .object({
    id: z.uuid(),
    display_name: text(),
    email: text().nullable(),
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
    is_active: user.isActive,
    created_at: user.createdAt.toISOString(),
    updated_at: user.updatedAt.toISOString(),
  };
}
