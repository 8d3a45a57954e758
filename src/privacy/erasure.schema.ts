import type { ErasureEntity } from '@vox/database';
import { text } from '@vox/protocol';
import { z } from 'zod';

export const eraseUserSchema = z.strictObject({
  keep_account: z
    .boolean()
    .default(false)
    .describe('They stay a user, with their keys; only what they said goes. False: they go, too.'),
});
export type EraseUser = z.output<typeof eraseUserSchema>;

export const eraseNamesSchema = z.strictObject({
  user_ids: z
    .array(text().min(1).max(255))
    .min(1)
    .max(100)
    .describe(
      'What clients call them; `discord:<id>` with all that they said in rooms. An admin means whoever is called so in anybody’s sessions.',
    ),
});
export type EraseNames = z.output<typeof eraseNamesSchema>;

export const erasureSchema = z
  .object({
    id: z.uuid(),
    user_id: z.uuid().nullable().describe('The account; null where it was for names.'),
    state: z.enum(['pending', 'done']),
    erased: z
      .record(text(), z.number().int())
      .describe('How many rows, by table; journal entries, jobs and export files; talks ended.'),
    requested_at: z.iso.datetime(),
    finished_at: z.iso.datetime().nullable(),
  })
  .meta({ id: 'Erasure' });
export type ErasureJson = z.output<typeof erasureSchema>;

export function toErasureJson(row: ErasureEntity): ErasureJson {
  return {
    id: row.id,
    user_id: row.userId,
    state: row.state,
    erased: row.erased,
    requested_at: row.requestedAt.toISOString(),
    finished_at: row.finishedAt?.toISOString() ?? null,
  };
}
