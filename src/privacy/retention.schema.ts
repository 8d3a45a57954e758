import { text } from '@vox/protocol';
import { z } from 'zod';

export const applyRetentionSchema = z.strictObject({
  dry_run: z.boolean().describe('True: only tells what would be deleted.'),
});
export type ApplyRetention = z.output<typeof applyRetentionSchema>;

export const retentionSchema = z
  .object({
    dry_run: z.boolean(),
    expired: z.record(text(), z.number().int()).describe('How many rows, by table.'),
  })
  .meta({ id: 'Retention' });
export type RetentionJson = z.output<typeof retentionSchema>;
