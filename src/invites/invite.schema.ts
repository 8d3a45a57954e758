import { randomUUID } from 'node:crypto';

import { text } from '@vox/protocol';
import { z } from 'zod';

import type { BookedInvite } from './invite-book';
import { DEFAULT_VALIDITY_MS, type MadeInvite, MAX_VALIDITY_MS } from './invites';

export const createInviteSchema = z.object({
  name: text().trim().min(1).max(80).describe('What the guest is called in the conversation.'),
  guest_id: text()
    .regex(/^[A-Za-z0-9_:-]{1,100}$/u, '1 to 100 of A-Z a-z 0-9 _ : -')
    .default(() => `guest-${randomUUID()}`)
    .describe('The same person is the same speaker; a new one when absent.'),
  expires_in_s: z
    .number()
    .int()
    .min(60)
    .max(MAX_VALIDITY_MS / 1000)
    .default(DEFAULT_VALIDITY_MS / 1000)
    .describe('Seconds until the invite can no longer be used.'),
  max_uses: z
    .number()
    .int()
    .min(1)
    .max(1000)
    .nullable()
    .default(null)
    .describe('How often somebody may take part with it; coming back counts. Null: any number.'),
});
export type CreateInvite = z.output<typeof createInviteSchema>;

export function toInviteJson({ id, token, sessionId, guest, expiresAtMs, maxUses }: MadeInvite) {
  return {
    id,
    invite: token,
    session_id: sessionId,
    guest,
    expires_at: new Date(expiresAtMs).toISOString(),
    max_uses: maxUses,
    /** The page that takes part with it, from the server's own address on. */
    path: `/#invite=${token}`,
  };
}
export type InviteJson = ReturnType<typeof toInviteJson>;

/** Without the token: that was shown once. */
export function toBookedInviteJson({ id, sessionId, expiresAt, maxUses, uses }: BookedInvite) {
  return {
    id,
    session_id: sessionId,
    expires_at: expiresAt.toISOString(),
    max_uses: maxUses,
    uses,
  };
}
export type BookedInviteJson = ReturnType<typeof toBookedInviteJson>;
