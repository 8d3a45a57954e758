import { givenId, text } from '@vox/protocol';
import { z } from 'zod';

import { metadataSchema } from './metadata.schema';

const title = text().trim().min(1).max(200);

export const createSessionSchema = z
  .strictObject({
    user_id: text()
      .trim()
      .min(1)
      .max(255)
      .describe('Who talks in it: it is opened for this user alone.'),
    user_name: text().trim().min(1).max(255).optional().describe('What people call the user.'),
    group_id: givenId()
      .optional()
      .describe('With whose members it is shared; whoever asks is one, or an admin of the server.'),
    agent_id: givenId().optional().describe('Who talks in it; the default agent when absent.'),
    agent_name: text().trim().min(1).max(100).optional().describe('The same by its name.'),
    channel: z
      .enum(['discord', 'webrtc', 'websocket'])
      .default('websocket')
      .describe('What it is listed under until it is used.'),
    title: title.optional(),
    metadata: metadataSchema.optional().describe('Anything: an object of at most 16 KiB of JSON.'),
  })
  .refine(({ agent_id: id, agent_name: name }) => id === undefined || name === undefined, {
    path: ['agent_name'],
    error: 'names the agent a second time: leave out agent_id or this',
  });
export type CreateSession = z.output<typeof createSessionSchema>;

export const updateSessionSchema = z.strictObject({
  title: title.nullable().optional().describe('Null takes it away.'),
  metadata: metadataSchema
    .nullable()
    .optional()
    .describe('Takes the place of what was there; null takes it away.'),
});
export type UpdateSession = z.output<typeof updateSessionSchema>;
