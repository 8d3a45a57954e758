import { text } from '@vox/protocol';
import { z } from 'zod';

export const saySchema = z.strictObject({
  text: text().trim().min(1).max(10_000).describe('Said as it is; the model is not asked.'),
  interrupt: z
    .boolean()
    .default(false)
    .describe('Ends the answer that goes on, which it waits for otherwise.'),
});
export type Say = z.output<typeof saySchema>;
