import { z } from 'zod';

import { givenId } from './given-id';
import { liveEventSchema } from './live-events';
import { text } from './text';

/** `/ws/events`: what happens in all sessions that a client may see, as JSON text frames. */
export const EVENTS_SOCKET_PATH = '/ws/events';

const liveEventNames = liveEventSchema.options.map(({ shape }) => shape.event.value);

/** Client → server. */
export const eventsClientEventSchema = z.discriminatedUnion('event', [
  z
    .object({
      event: z.literal('subscribe'),
      data: z
        .object({
          events: z
            .array(z.enum(liveEventNames, 'is no event of this socket'))
            .min(1)
            .max(liveEventNames.length)
            .optional()
            .describe('These only; all when absent.'),
          session_id: givenId().optional().describe('Of this session only.'),
          after_seq: z
            .number()
            .int()
            .nonnegative()
            .optional()
            .describe('Go on after this one: what came since is sent first.'),
          epoch: text()
            .max(100)
            .optional()
            .describe('The run of the server that `after_seq` is of; this one when absent.'),
        })
        .prefault({}),
    })
    .describe('Begins, or changes what is sent.'),
  z.object({ event: z.literal('ping') }),
]);
export type EventsClientEvent = z.infer<typeof eventsClientEventSchema>;
