import { z } from 'zod';

import { agentSummarySchema, enginesSchema, errorCodeSchema, speakerSchema } from './events';

/** As mediasoup says it. */
const opaque = z.record(z.string(), z.unknown());

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
