import { z } from 'zod';

import { consentAnswerSchema, givenConsentsSchema } from './consents';
import { agentSummarySchema, enginesSchema, speakerSchema } from './events';
import { givenId } from './given-id';
import { text } from './text';

/** `/ws/voice`: JSON text frames for events, binary frames for audio, both ways. */
export const VOICE_SOCKET_PATH = '/ws/voice';

/** Binary frames above this are refused and close the socket with 1009. */
export const MAX_AUDIO_MESSAGE_BYTES = 256 * 1024;

export const voiceEncodingSchema = z
  .enum(['pcm_s16le', 'opus'])
  .describe(
    '`pcm_s16le`: mono, any whole number of samples a message. `opus`: one mono 20 ms packet a message.',
  );

export const USER_ID = text().regex(/^[A-Za-z0-9_-]{1,255}$/, '1 to 255 of A-Z a-z 0-9 _ -');

export const inviteSchema = text()
  .min(1)
  .max(2000)
  .optional()
  .describe(
    'Takes part in the session that the invite is for, while it goes on, and speaks and types there as who the invite names; other ids are ignored. As `?invite=` in the address it stands for the API key, too.',
  );

/** What a session id means, the same on both sockets. */
export const SESSION_ID =
  'Go on with this session; one with an id of its own is made when absent. Where there is none with this id, one is made for who comes with the server’s own key, or from the machine itself where there is none; everybody else is refused, as with that of another user (`session_not_found`).';

/** What a group's id means, the same on both sockets. */
export const GROUP_ID =
  'Shares a session that is made with the members of this group, of whom one asks, or an admin of the server. Of a session that there is, the group that it has; any other one is refused.';

export const startSchema = z.object({
  event: z.literal('start'),
  data: z
    .object({
      encoding: voiceEncodingSchema.default('pcm_s16le'),
      sample_rate_hz: z
        .union(
          [z.literal(16_000), z.literal(24_000), z.literal(48_000)],
          'is 16000, 24000 or 48000',
        )
        .default(16_000)
        .describe('Rate of the audio in both directions; `opus` is always 48000.'),
      session_id: givenId().optional().describe(SESSION_ID),
      user_id: USER_ID.default('anonymous').describe('Who talks: whose sessions these are.'),
      agent_id: givenId().optional().describe('The default agent when absent.'),
      group_id: givenId().optional().describe(GROUP_ID),
      invite: inviteSchema,
      consents: givenConsentsSchema,
    })
    .prefault({}),
});

/** Client → server, text frames. `start` comes first; audio before it is refused. */
export const voiceClientEventSchema = z.discriminatedUnion('event', [
  startSchema.describe(
    'Opens the session. Where the address has `?session_id=` and `user_id=`, as clients of VoxBridge 1 have it, the first audio does, too: PCM at 16 kHz.',
  ),
  z
    .object({ event: z.literal('end_of_utterance') })
    .describe('The speaker is done: answer now, do not wait for silence.'),
  z.object({ event: z.literal('interrupt') }).describe('Stop speaking.'),
  z
    .object({
      event: z.literal('text_message'),
      data: z.object({ text: text().min(1).max(4000) }),
    })
    .describe('A typed turn.'),
  z
    .object({ event: z.literal('consent'), data: consentAnswerSchema })
    .describe('The one who talks allows it, or does not, or takes it back: at any time.'),
  z.object({ event: z.literal('ping') }),
  z.object({ event: z.literal('stop') }).describe('End the session; the server closes with 1000.'),
]);
export type VoiceClientEvent = z.infer<typeof voiceClientEventSchema>;

/** Server → client, once, in answer to `start`. All later events are `serverEventSchema`. */
export const sessionStartedSchema = z.object({
  event: z.literal('session_started'),
  data: z.object({
    session_id: z.uuid(),
    agent: agentSummarySchema,
    engines: enginesSchema,
    encoding: voiceEncodingSchema,
    sample_rate_hz: z.number(),
    guest: speakerSchema.optional().describe('Who the client is in a session it was invited to.'),
  }),
});
export type SessionStarted = z.infer<typeof sessionStartedSchema>;
