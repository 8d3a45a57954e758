import { text } from '@vox/protocol';
import { z } from 'zod';

export const exportFormats = ['jsonl', 'markdown'] as const;
export type ExportFormat = (typeof exportFormats)[number];

const format = z
  .enum(exportFormats)
  .default('jsonl')
  .describe(
    '`jsonl`: a line for each session, then one for each of its messages. `markdown`: to be read.',
  );

export const exportSessionSchema = z.object({ format });
export type ExportSession = z.output<typeof exportSessionSchema>;

export const createExportSchema = z
  .strictObject({
    session_id: z.uuid().optional().describe('One session.'),
    user_id: text().min(1).max(255).optional().describe("All of one user's."),
    format,
  })
  .refine(
    ({ session_id: session, user_id: user }) => (session === undefined) !== (user === undefined),
    {
      path: ['user_id'],
      error: 'names what is wanted together with session_id: one of the two, and one only',
    },
  );
export type CreateExport = z.output<typeof createExportSchema>;

export type ExportJson = {
  readonly id: string;
  /** `ready`: `GET` gives the file. */
  readonly state: 'pending' | 'ready';
  readonly format: ExportFormat;
  readonly expires_at: string;
};
