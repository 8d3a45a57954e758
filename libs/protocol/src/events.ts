import { z } from 'zod';

import { consentKindSchema } from './consents';

const sessionId = z.uuid().describe('The session this is about.');
const turnId = z.uuid().describe('One utterance and its reply.');
const ms = z.number().nonnegative();

export const engineSchema = z.object({
  name: z.string(),
  label: z.string().describe('For people: what runs, and whether it is embedded.'),
  embedded: z.boolean(),
});

export const enginesSchema = z.object({ stt: engineSchema, llm: engineSchema, tts: engineSchema });
export type Engines = z.infer<typeof enginesSchema>;

export const agentSummarySchema = z.object({ id: z.uuid(), name: z.string() });

export const speakerSchema = z
  .object({ id: z.string(), name: z.string() })
  .describe(
    'One of several people who share the session; absent for the one whose session it is, where it is one person’s.',
  );
export type WireSpeaker = z.infer<typeof speakerSchema>;

export const errorCodeSchema = z
  .enum([
    'invalid_message',
    'invalid_audio',
    'not_started',
    'unauthorized',
    'session_not_found',
    'agent_not_found',
    'agent_unavailable',
    'rate_limited',
    'cap_reached',
    'capacity',
    'media_failed',
    'stt_unavailable',
    'llm_unavailable',
    'tts_unavailable',
    'internal_error',
  ])
  .describe('What went wrong, stable across versions.');
export type ErrorCode = z.infer<typeof errorCodeSchema>;

export const latencySchema = z.object({
  end_of_utterance_delay_ms: ms
    .optional()
    .describe('End of speech to the turn being declared over.'),
  transcript_final_ms: ms.optional().describe('End of speech to the final transcript.'),
  ttft_ms: ms.optional().describe('Model asked to its first token.'),
  ttfb_ms: ms.optional().describe('First sentence given to synthesis to its first frame.'),
  voice_to_voice_ms: ms.optional().describe('End of speech to the first audible frame sent.'),
});

/** Absent for the one whose session it is. */
const speaker = speakerSchema.optional();

function serverEvent<Name extends string, Data extends z.ZodRawShape>(name: Name, data: Data) {
  return z.object({ event: z.literal(name), data: z.object(data) });
}

/** A limit to what may be spent. */
export const spendingLimit = {
  scope: z
    .enum(['session', 'user', 'agent', 'day'])
    .describe('Of this session; of this user’s or agent’s day; of everybody’s day.'),
  unit: z.enum(['usd', 'tokens', 'minutes']).describe('`minutes`: of speech that was heard.'),
  limit: z.number().nonnegative(),
  spent: z.number().nonnegative(),
} as const;

/** A tool that an agent has run. */
export const startedCall = {
  call_id: z.string(),
  tool: z.string().describe('Its name.'),
  arguments: z.string().describe('JSON as the model wrote it.'),
} as const;

export const finishedCall = {
  ...startedCall,
  state: z
    .enum(['done', 'failed', 'timed-out', 'cancelled'])
    .describe('`cancelled`: it was given up with its turn, and changed nothing.'),
  duration_ms: ms,
} as const;

/** What the agent of a session does. */
export const agentStateSchema = z.enum(['listening', 'thinking', 'speaking']);

/** What a client hears about its session, the same on `/ws/voice` and `/ws/webrtc`. */
export const serverEventSchema = z.discriminatedUnion('event', [
  serverEvent('agent_state', {
    session_id: sessionId,
    state: agentStateSchema,
  }),
  serverEvent('speech_started', { session_id: sessionId, speaker }).describe(
    'The user began to speak.',
  ),
  serverEvent('speech_stopped', { session_id: sessionId, speaker }).describe(
    'The user fell silent; the turn may not be over.',
  ),
  serverEvent('partial_transcript', {
    session_id: sessionId,
    turn_id: turnId,
    text: z.string(),
    speaker,
  }).describe('The whole utterance so far; replaces the partial before it.'),
  serverEvent('final_transcript', {
    session_id: sessionId,
    turn_id: turnId,
    text: z.string(),
    speaker,
  }),
  serverEvent('ai_response_start', { session_id: sessionId, turn_id: turnId }).describe(
    'A turn may start again, when its answer was withdrawn before it was heard: what came of that answer is replaced by what comes now.',
  ),
  serverEvent('ai_response_chunk', { session_id: sessionId, turn_id: turnId, text: z.string() }),
  serverEvent('ai_response_complete', {
    session_id: sessionId,
    turn_id: turnId,
    text: z.string().describe('The whole reply.'),
    correlation_id: turnId.describe('The same as turn_id.'),
    timestamp: z.iso.datetime(),
  }),
  serverEvent('tool_started', { session_id: sessionId, turn_id: turnId, ...startedCall }).describe(
    'The agent has a tool run, before or while it answers.',
  ),
  serverEvent('tool_finished', {
    session_id: sessionId,
    turn_id: turnId,
    ...finishedCall,
  }).describe(
    'What came of it is the agent’s to say, and in `GET /api/turns/:id`. It may come after the end of its turn.',
  ),
  serverEvent('agent_message', {
    session_id: sessionId,
    turn_id: turnId,
    text: z.string().describe('4000 characters at most.'),
  }).describe(
    'The agent has sent a text to be read, such as a link or a number; nothing of it is spoken. `GET /api/turns/:id` has it among the turn’s calls.',
  ),
  serverEvent('agent_muted', { session_id: sessionId, muted: z.boolean() }).describe(
    'The agent answers nobody from now on, or answers again: what is said meanwhile is kept. Also at the start, where it is so.',
  ),
  serverEvent('agent_changed', {
    session_id: sessionId,
    agent: agentSummarySchema,
    from: agentSummarySchema,
  }).describe('The agent has handed the conversation over: another one answers from now on.'),
  serverEvent('consent_required', {
    session_id: sessionId,
    kinds: z.array(consentKindSchema),
    required: z
      .array(consentKindSchema)
      .describe('Those of them without which nothing that is said is heard.'),
  }).describe(
    'The agent wants to be allowed something that was not answered yet. `consent` answers; who never does has said no. It comes again with each text that is not heard for want of it.',
  ),
  serverEvent('consent_changed', {
    session_id: sessionId,
    kind: consentKindSchema,
    given: z.boolean(),
  }).describe(
    'What the client allows from now on, or not any more: answered here or elsewhere. What it has allowed before comes when the session starts, too.',
  ),
  serverEvent('recording_started', { session_id: sessionId, recording_id: z.uuid() }).describe(
    'What is said in this session is recorded from now on; nothing of before is. Who joins one that is recorded is told so first. People are to be shown it.',
  ),
  serverEvent('recording_stopped', { session_id: sessionId, recording_id: z.uuid() }).describe(
    'Nothing is recorded any more: somebody is heard who has not consented, or who does not any more, or it is over.',
  ),
  serverEvent('limit_near', { session_id: sessionId, ...spendingLimit }).describe(
    'Four fifths of what may be spent is. Once for each limit.',
  ),
  serverEvent('limit_reached', { session_id: sessionId, ...spendingLimit }).describe(
    'What is being said is finished with its sentence, and the agent says why; what is said from now on is answered with the error `cap_reached`. The session stays open: a limit of a day ends with the day (UTC).',
  ),
  serverEvent('tts_start', { session_id: sessionId, turn_id: turnId }).describe(
    'The answer can be heard: its first audible frame has just been sent.',
  ),
  serverEvent('bot_speaking_state_changed', { session_id: sessionId, is_speaking: z.boolean() }),
  serverEvent('tts_complete', {
    session_id: sessionId,
    turn_id: turnId,
    duration_s: z.number().nonnegative().describe('Seconds of the answer that were played.'),
  }),
  serverEvent('audio_clear', { session_id: sessionId, turn_id: turnId }).describe(
    'The answer was cut off, or is held because somebody speaks: drop audio that is buffered and not yet played, the rest of what sounds included. Held, it goes on once `bot_speaking_state_changed` says so.',
  ),
  serverEvent('turn_complete', {
    session_id: sessionId,
    turn_id: turnId,
    outcome: z.enum(['completed', 'interrupted', 'failed']),
    user_text: z
      .string()
      .optional()
      .describe(
        'What is answered; a line "Name: words" for each speaker where several share the session.',
      ),
    speakers: z.array(speakerSchema).optional().describe('Whose words they are.'),
    spoken_text: z.string().describe('What was heard of the reply.'),
    latency: latencySchema,
    unsaved: z
      .literal(true)
      .optional()
      .describe(
        'The server could not put the turn on its disk. It is kept in memory until the database has it, and lost if the server ends before that.',
      ),
  }).describe(
    "The turn is over, and kept on the server's disk unless it says `unsaved`: it is in `GET /api/sessions/:id/messages` soon, also when the server is killed now. The event waits for the disk (2 s at most), nothing else does: events of what happens next may come before it.",
  ),
  serverEvent('error', {
    session_id: sessionId.optional(),
    code: errorCodeSchema,
    message: z.string().describe('For people; names the field that is wrong.'),
    field: z.string().optional(),
  }),
  serverEvent('pong', {}),
]);
export type ServerEvent = z.infer<typeof serverEventSchema>;
