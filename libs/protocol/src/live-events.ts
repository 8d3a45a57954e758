import { z } from 'zod';

import {
  agentStateSchema,
  agentSummarySchema,
  errorCodeSchema,
  finishedCall,
  latencySchema,
  speakerSchema,
  spendingLimit,
  startedCall,
} from './events';

const sessionId = z.uuid().describe('The session this is about.');
const turnId = z.uuid().describe('One utterance and its reply.');

/** Whose session it is. */
const inSession = {
  session_id: sessionId,
  user_id: z.string(),
  user_name: z.string().optional(),
  channel: z.enum(['discord', 'webrtc', 'websocket']),
  agent_id: z.string().optional().describe('Absent where none is known.'),
} as const;
const inTurn = { ...inSession, turn_id: turnId } as const;
const spoken = { ...inTurn, text: z.string(), speaker: speakerSchema.optional() } as const;

/** What asked for a reply, where that is known. */
const asking = { session_id: z.string().optional(), turn_id: z.string().optional() } as const;
const category = z.string().describe('Of the failure: `timeout`, `rate-limit`, …');
const row = z.record(z.string(), z.unknown());

function live<Name extends string, Data extends z.ZodRawShape>(name: Name, data: Data) {
  return z.object({
    event: z.literal(name),
    data: z.object(data),
    seq: z.number().int().positive(),
    at: z.iso.datetime(),
  });
}

/** Server → client: what happened. `seq` grows with each event of one `epoch`, also with those that were filtered out. */
export const liveEventSchema = z.discriminatedUnion('event', [
  live('session_started', inSession).describe('Somebody began to talk in a session.'),
  live('session_ended', inSession).describe('The last one who talked in it has left.'),
  live('agent_state', { ...inSession, state: agentStateSchema }),
  live('agent_muted', { ...inSession, muted: z.boolean() }).describe(
    'The agent answers nobody from now on, or answers again: what is said meanwhile is kept.',
  ),
  live('speaker_started', { ...inSession, speaker: speakerSchema.optional() }),
  live('speaker_stopped', {
    ...inSession,
    speaker: speakerSchema.optional(),
    duration_ms: z.number().nonnegative().optional(),
  }),
  live('partial_transcript', spoken).describe(
    'The whole utterance so far; replaces the partial before it.',
  ),
  live('final_transcript', spoken),
  live('ai_response_start', inTurn).describe(
    'An answer begins. When the turn has begun before, all that came of it so far is replaced.',
  ),
  live('ai_response_chunk', { ...inTurn, text: z.string() }),
  live('ai_response_complete', { ...inTurn, text: z.string().describe('The whole reply.') }),
  live('tool_started', { ...inTurn, ...startedCall }).describe('An agent has a tool run.'),
  live('tool_finished', { ...inTurn, ...finishedCall }).describe(
    'Its result is in `GET /api/turns/:id`. It may come after the end of its turn.',
  ),
  live('agent_message', { ...inTurn, text: z.string() }).describe(
    'An agent has sent a text to be read.',
  ),
  live('agent_changed', { ...inSession, from: agentSummarySchema }).describe(
    'An agent has handed the conversation over: `agent_id` is who answers from now on.',
  ),
  live('recording_started', { ...inSession, recording_id: z.uuid() }).describe(
    'The session is recorded from now on.',
  ),
  live('recording_stopped', { ...inSession, recording_id: z.uuid() }).describe(
    'It is not any more.',
  ),
  live('limit_near', { ...inSession, ...spendingLimit }).describe(
    'Four fifths of what may be spent is.',
  ),
  live('limit_reached', { ...inSession, ...spendingLimit }).describe(
    'Nobody is asked any more in this session.',
  ),
  live('user_interruption', inTurn).describe('An answer was cut off.'),
  live('turn_complete', {
    ...inTurn,
    outcome: z.enum(['completed', 'interrupted', 'failed']),
    user_text: z.string().optional(),
    speakers: z.array(speakerSchema).optional(),
    spoken_text: z.string().describe('What was heard of the reply.'),
    latency: latencySchema,
    providers: z.record(z.string(), z.string()).describe('Who took part: `stt`, `llm`, `tts`.'),
  }).describe('Told when the turn ends; `message_saved` follows when the database has it.'),
  live('message_saved', {
    session_id: sessionId,
    turn_id: turnId,
    correlation_id: turnId.describe('The same as turn_id.'),
    message_id: z.string(),
    role: z.enum(['user', 'assistant']),
  }),
  live('service_error', {
    ...inSession,
    turn_id: turnId.optional(),
    code: errorCodeSchema,
    message: z.string(),
  }).describe('What somebody who talks was told of a failure.'),
  live('llm_retry', {
    ...asking,
    provider: z.string(),
    category,
    attempt: z.number().int().positive().describe('The try that failed.'),
  }),
  live('llm_fallback', { ...asking, from: z.string(), to: z.string(), category }),
  live('metrics_updated', {
    sessions_live: z.number().int().nonnegative(),
    turns: z
      .object({
        completed: z.number().int(),
        interrupted: z.number().int(),
        failed: z.number().int(),
      })
      .describe('Since the server began.'),
    last_turn: latencySchema,
  }).describe('After each turn.'),
  live('agent_created', { agent_id: z.uuid(), agent: row.optional() }),
  live('agent_updated', { agent_id: z.uuid(), agent: row.optional() }),
  live('agent_deleted', { agent_id: z.uuid() }),
  live('llm_provider_created', { provider_id: z.uuid(), provider: row.optional() }),
  live('llm_provider_updated', { provider_id: z.uuid(), provider: row.optional() }),
  live('llm_provider_deleted', { provider_id: z.uuid() }),
  live('stt_provider_created', { provider_id: z.uuid(), provider: row.optional() }),
  live('stt_provider_updated', { provider_id: z.uuid(), provider: row.optional() }),
  live('stt_provider_deleted', { provider_id: z.uuid() }),
  live('tts_provider_created', { provider_id: z.uuid(), provider: row.optional() }),
  live('tts_provider_updated', { provider_id: z.uuid(), provider: row.optional() }),
  live('tts_provider_deleted', { provider_id: z.uuid() }),
  live('tool_created', { tool_id: z.uuid(), tool: row.optional() }),
  live('tool_updated', { tool_id: z.uuid(), tool: row.optional() }),
  live('tool_deleted', { tool_id: z.uuid() }),
]);
export type LiveEvent = z.infer<typeof liveEventSchema>;
export type LiveEventName = LiveEvent['event'];
export type LiveEventData<Name extends LiveEventName> = Extract<LiveEvent, { event: Name }>['data'];

const epoch = z.string().describe('This run of the server.');

function control<Name extends string, Data extends z.ZodRawShape>(name: Name, data: Data) {
  return z.object({ event: z.literal(name), data: z.object(data) });
}

/** Server → client: about the stream itself; without `seq`. */
export const eventsControlSchema = z.discriminatedUnion('event', [
  control('status_update', {
    connected: z.literal(true),
    timestamp: z.iso.datetime(),
    epoch,
    seq: z.number().int().nonnegative().describe('The newest event.'),
    sessions_live: z
      .number()
      .int()
      .nonnegative()
      .optional()
      .describe('Of the whole server; only admins are told.'),
  }).describe('Once, when the client is let in.'),
  control('subscribed', {
    epoch,
    next_seq: z.number().int().positive().describe('Events before this one are not sent.'),
  }).describe('Answers `subscribe`.'),
  control('gap', {
    epoch,
    next_seq: z.number().int().positive().describe('The first one that is still there.'),
  }).describe('Not all that came after `after_seq` is there any more.'),
  control('events_dropped', {
    dropped: z.number().int().positive(),
    next_seq: z.number().int().positive(),
  }).describe('The client read too slowly, and these were left out.'),
  control('error', {
    code: errorCodeSchema,
    message: z.string(),
    field: z.string().optional(),
  }),
  control('pong', {}),
]);
export type EventsControl = z.infer<typeof eventsControlSchema>;
