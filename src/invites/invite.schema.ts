import { randomUUID } from 'node:crypto';

import { text } from '@vox/protocol';
import { z } from 'zod';

import type { BookedInvite } from './invite-book';
import { DEFAULT_VALIDITY_MS, type MadeInvite, MAX_VALIDITY_MS } from './invites';

export const createInviteSchema = z.strictObject({
  name: text().trim().min(1).max(80).describe('What the guest is called in the conversation.'),
  guest_id: text()
    .regex(/^[A-Za-z0-9_:-]{1,100}$/u, '1 to 100 of A-Z a-z 0-9 _ : -')
    .optional()
    .describe('The same person is the same speaker; a new one when absent.')
    // No default: the document would show one that was made for it, and clients would send that.
    .transform((id) => id ?? `guest-${randomUUID()}`),
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

const booked = {
  id: z.uuid(),
  session_id: z.uuid(),
  expires_at: z.iso.datetime(),
  max_uses: z.number().int().nullable(),
};

export const inviteSchema = z
  .object({
    ...booked,
    invite: text().describe('Lets in, at a socket; shown this once.'),
    guest: z.object({ id: text(), name: text() }),
    path: text().describe('The page that takes part with it, from the server’s own address on.'),
  })
  .meta({ id: 'Invite' });
export type InviteJson = z.output<typeof inviteSchema>;

export function toInviteJson({
  id,
  token,
  sessionId,
  guest,
  expiresAtMs,
  maxUses,
}: MadeInvite): InviteJson {
  return {
    id,
    invite: token,
    session_id: sessionId,
    guest,
    expires_at: new Date(expiresAtMs).toISOString(),
    max_uses: maxUses,
    path: `/#invite=${token}`,
  };
}

/** Without the token: that was shown once. */
export const bookedInviteSchema = z
  .object({ ...booked, uses: z.number().int().describe('How often somebody came in with it.') })
  .meta({ id: 'BookedInvite' });
export type BookedInviteJson = z.output<typeof bookedInviteSchema>;

export function toBookedInviteJson({
  id,
  sessionId,
  expiresAt,
  maxUses,
  uses,
}: BookedInvite): BookedInviteJson {
  return {
    id,
    session_id: sessionId,
    expires_at: expiresAt.toISOString(),
    max_uses: maxUses,
    uses,
  };
}
