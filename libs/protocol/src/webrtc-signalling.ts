import { z } from 'zod';

import { consentAnswerSchema, givenConsentsSchema } from './consents';
import { givenId } from './given-id';
import { text } from './text';
import { GROUP_ID, inviteSchema, SESSION_ID, USER_ID } from './voice-socket';

/** `/ws/webrtc`: requests `{id, method, data}` answered by `{id, ok, …}`; server events in between. */
export const WEBRTC_SOCKET_PATH = '/ws/webrtc';

/** Passed through to mediasoup, which checks it in depth. */
const opaque = z.record(text(), z.unknown());

const direction = z
  .enum(['send', 'recv'])
  .describe('As the client sees it: `send` carries the microphone.');

export const signallingRequestSchema = z.discriminatedUnion('method', [
  z.object({
    id: z.number().int().nonnegative(),
    method: z.literal('join'),
    data: z
      .object({
        session_id: givenId().optional().describe(SESSION_ID),
        user_id: USER_ID.default('anonymous').describe('Who talks: whose sessions these are.'),
        agent_id: givenId().optional().describe('The default agent when absent.'),
        group_id: givenId().optional().describe(GROUP_ID),
        invite: inviteSchema,
        consents: givenConsentsSchema,
      })
      .prefault({}),
  }),
  z.object({
    id: z.number().int().nonnegative(),
    method: z.literal('connect_transport'),
    data: z.object({ direction, dtls_parameters: opaque }),
  }),
  z.object({
    id: z.number().int().nonnegative(),
    method: z.literal('produce'),
    data: z.object({ rtp_parameters: opaque }),
  }),
  z.object({
    id: z.number().int().nonnegative(),
    method: z.literal('consume'),
    data: z.object({ rtp_capabilities: opaque }),
  }),
  z.object({
    id: z.number().int().nonnegative(),
    method: z.literal('resume'),
    data: z.object({}).default({}),
  }),
  z.object({
    id: z.number().int().nonnegative(),
    method: z.literal('text_message'),
    data: z.object({ text: text().min(1).max(4000) }),
  }),
  z.object({
    id: z.number().int().nonnegative(),
    method: z.literal('interrupt'),
    data: z.object({}).default({}),
  }),
  z.object({
    id: z.number().int().nonnegative(),
    method: z.literal('consent'),
    data: consentAnswerSchema,
  }),
  z.object({
    id: z.number().int().nonnegative(),
    method: z.literal('leave'),
    data: z.object({}).default({}),
  }),
]);
export type SignallingRequest = z.infer<typeof signallingRequestSchema>;
