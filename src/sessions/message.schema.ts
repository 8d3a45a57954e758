import { givenId, text } from '@vox/protocol';
import { z } from 'zod';

export const addMessageSchema = z.strictObject({
  role: z.enum(['user', 'assistant']),
  content: text().trim().min(1).max(10_000),
  turn_id: givenId()
    .optional()
    .describe(
      'The turn it is a side of, made where there is none; a new one when absent. Sent again with it, a message is there once. A turn that is made has this id where an admin asks, else one of the server’s, which the answer has; both name it in this session.',
    ),
});
export type AddMessage = z.output<typeof addMessageSchema>;
