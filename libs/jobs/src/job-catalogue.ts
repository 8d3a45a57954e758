import { repairedText, text } from '@vox/protocol';
import { z } from 'zod';

const userId = repairedText.pipe(text().min(1).max(255));
/** Up to the last moment of ECMAScript's dates (ECMA-262 §21.4.1.1). */
const epochMs = z.number().int().nonnegative().max(8.64e15);

const latencyMs = z.number().nonnegative().optional();

/** A finished turn with all that the database needs to store it, also when it has never seen the session. */
export const recordTurnSchema = z.object({
  session: z.object({
    id: z.uuid(),
    userId,
    /** What people call the user, where that was said. */
    userName: repairedText.optional(),
    agentId: z.uuid().optional(),
    channel: z.enum(['discord', 'webrtc', 'websocket']),
  }),
  turnId: z.uuid(),
  outcome: z.enum(['completed', 'interrupted', 'failed']),
  /** Absent on a turn nobody asked for (a greeting). */
  userText: repairedText.optional(),
  /** Whose words they are, where several people share the session. */
  speakerIds: z.array(userId).optional(),
  /** What was heard of the reply: the model's own words. */
  spokenText: repairedText,
  /** What was heard of the apology for a reply that failed. */
  apology: repairedText.optional(),
  /** Epoch ms. */
  startedAtMs: epochMs,
  endedAtMs: epochMs,
  latency: z.object({
    endOfUtteranceDelayMs: latencyMs,
    transcriptFinalMs: latencyMs,
    ttftMs: latencyMs,
    ttfbMs: latencyMs,
    voiceToVoiceMs: latencyMs,
  }),
  providers: z.object({
    stt: repairedText.optional(),
    llm: repairedText.optional(),
    tts: repairedText.optional(),
    fallbackReason: repairedText.optional(),
  }),
});
export type RecordTurn = z.output<typeof recordTurnSchema>;

/** Every job there is: its name, its queue, what it carries. */
export const jobCatalogue = {
  'conversation.record-turn': { queue: 'conversation', payload: recordTurnSchema },
} as const;

export type JobName = keyof typeof jobCatalogue;
export type JobPayload<Name extends JobName> = z.output<(typeof jobCatalogue)[Name]['payload']>;
export type JobInput<Name extends JobName> = z.input<(typeof jobCatalogue)[Name]['payload']>;
export type QueueName = (typeof jobCatalogue)[JobName]['queue'];

export const jobNames = Object.keys(jobCatalogue) as JobName[];
export const queueNames: readonly QueueName[] = [
  ...new Set(jobNames.map((name) => jobCatalogue[name].queue)),
];

/** The id that makes a turn's job one job however often it is added. */
export function recordTurnJobId(turnId: string): string {
  return `record-turn-${turnId}`;
}
