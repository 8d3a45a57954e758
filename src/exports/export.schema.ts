import { givenId, text } from '@vox/protocol';
import { z } from 'zod';

/** Of what was said in a session. */
const textFormats = ['jsonl', 'markdown'] as const;
export type TextFormat = (typeof textFormats)[number];

export const exportFormats = [...textFormats, 'everything'] as const;
export type ExportFormat = (typeof exportFormats)[number];

const TEXTS =
  '`jsonl`: a line for each session, then one for each of its messages. `markdown`: to be read.';

const format = z.enum(textFormats).default('jsonl').describe(TEXTS);

export const exportSessionSchema = z.object({ format });
export type ExportSession = z.output<typeof exportSessionSchema>;

export const createExportSchema = z
  .strictObject({
    session_id: givenId().optional().describe('One session.'),
    user_id: text().min(1).max(255).optional().describe("All of one user's."),
    group_id: givenId()
      .optional()
      .describe('All that a group shares, for its members and admins of the server.'),
    format: z
      .enum(exportFormats)
      .default('jsonl')
      .describe(
        `${TEXTS} \`everything\`: of a user, a line for each row of every table that is theirs.`,
      ),
  })
  .refine(({ format, user_id: user }) => format !== 'everything' || user !== undefined, {
    path: ['format'],
    error: 'everything there is of a user: needs user_id',
  })
  .refine(
    ({ session_id: session, user_id: user, group_id: group }) =>
      [session, user, group].filter((one) => one !== undefined).length === 1,
    {
      path: ['user_id'],
      error:
        'names what is wanted together with session_id and group_id: one of the three, and one only',
    },
  );
export type CreateExport = z.output<typeof createExportSchema>;

export const exportSchema = z
  .object({
    id: z.uuid(),
    state: z.enum(['pending', 'ready']).describe('`ready`: `GET` gives the file.'),
    format: z.enum(exportFormats),
    expires_at: z.iso.datetime(),
  })
  .meta({ id: 'Export' });
export type ExportJson = z.output<typeof exportSchema>;
