import { z } from 'zod';

import { agentSummarySchema, enginesSchema, errorCodeSchema, speakerSchema } from './events';
import { inviteSchema, USER_ID } from './voice-socket';

/** `/ws/webrtc`: requests `{id, method, data}` answered by `{id, ok, …}`; server events in between. */
export const WEBRTC_SOCKET_PATH = '/ws/webrtc';

/** Passed through to mediasoup, which checks it in depth. */
const opaque = z.record(z.string(), z.unknown());

const direction = z
  .enum(['send', 'recv'])
  .describe('As the client sees it: `send` carries the microphone.');

export const signallingRequestSchema = z.discriminatedUnion('method', [
  z.object({
    id: z.number().int().nonnegative(),
    method: z.literal('join'),
    data: z.object({
      session_id: z.uuid().optional(),
      user_id: USER_ID.default('anonymous'),
      agent_id: z.uuid().optional(),
      invite: inviteSchema,
    }),
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
    data: z.object({ text: z.string().min(1).max(4000) }),
  }),
  z.object({
    id: z.number().int().nonnegative(),
    method: z.literal('interrupt'),
    data: z.object({}).default({}),
  }),
  z.object({
    id: z.number().int().nonnegative(),
    method: z.literal('leave'),
    data: z.object({}).default({}),
  }),
]);
export type SignallingRequest = z.infer<typeof signallingRequestSchema>;

export const transportSchema = z.object({
  id: z.string(),
  ice_parameters: opaque,
  ice_candidates: z.array(opaque),
  dtls_parameters: opaque,
});

export const joinedSchema = z.object({
  session_id: z.uuid(),
  agent: agentSummarySchema,
  engines: enginesSchema,
  guest: speakerSchema.optional().describe('Who the client is in a session it was invited to.'),
  router_rtp_capabilities: opaque,
  send_transport: transportSchema,
  recv_transport: transportSchema,
});
export type Joined = z.infer<typeof joinedSchema>;

export const producedSchema = z.object({ producer_id: z.string() });

export const consumedSchema = z.object({
  consumer_id: z.string(),
  producer_id: z.string(),
  kind: z.literal('audio'),
  rtp_parameters: opaque,
});

export const signallingResponseSchema = z.discriminatedUnion('ok', [
  z.object({ id: z.number().int(), ok: z.literal(true), data: z.unknown() }),
  z.object({
    id: z.number().int(),
    ok: z.literal(false),
    error: z.object({ code: errorCodeSchema, message: z.string(), field: z.string().optional() }),
  }),
]);
export type SignallingResponse = z.infer<typeof signallingResponseSchema>;
