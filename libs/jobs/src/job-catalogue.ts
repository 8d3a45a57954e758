import { repairedText, text } from '@vox/protocol';
import { usePurposes } from '@vox/voice-core';
import { z } from 'zod';

const userId = repairedText.pipe(text().min(1).max(255));
/** Up to the last moment of ECMAScript's dates (ECMA-262 §21.4.1.1). */
const epochMs = z.number().int().nonnegative().max(8.64e15);

/** Of a column of 32 bits. */
const amount = z.number().int().nonnegative().max(2_147_483_647).optional();
/** Of a column with six digits before its point. */
const MOST_USD = 999_999;

const latencyMs = z.number().nonnegative().optional();

/** A finished turn with all that the database needs to store it, also when it has never seen the session. */
export const recordTurnSchema = z.object({
  session: z.object({
    id: z.uuid(),
    /** Absent: the server's own. */
    ownerId: z.uuid().optional(),
    /** Whose members share it; absent: nobody. */
    groupId: z.uuid().optional(),
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
  /** Whose words they are, and who has asked for what it tells, where several people share the session. */
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
  /** What the model's reply took, as far as its server said so. */
  usage: z
    .object({
      promptTokens: amount,
      completionTokens: amount,
      costUsd: z.number().nonnegative().max(MOST_USD).optional(),
    })
    .optional(),
  toolCalls: z
    .array(
      z.object({
        id: repairedText,
        name: repairedText,
        arguments: repairedText,
        state: z.enum(['requested', 'running', 'done', 'failed', 'timed-out', 'cancelled']),
        result: repairedText.optional(),
        startedAtMs: epochMs,
        durationMs: latencyMs,
      }),
    )
    .optional(),
  /** The server in which some of them still run; absent when all have ended. */
  heldBy: z.uuid().optional(),
});
export type RecordTurn = z.output<typeof recordTurnSchema>;

const useSchema = z.object({
  id: z.uuid(),
  /** Epoch ms. */
  usedAtMs: epochMs,
  kind: z.enum(['stt', 'llm', 'tts']),
  provider: repairedText,
  model: repairedText.optional(),
  purpose: z.enum(usePurposes),
  turnId: z.uuid().optional(),
  agentId: z.uuid().optional(),
  promptTokens: amount,
  completionTokens: amount,
  audioMs: amount,
  characters: amount,
  isEstimated: z.boolean(),
  costUsd: z.number().nonnegative().max(MOST_USD).optional(),
});

/** What providers were used for, by account: each of somebody it names, so that nothing is stored as theirs once they were erased. */
export const recordUsesSchema = z.object({
  /** The process that has counted. */
  serverId: z.uuid(),
  accounts: z
    .array(
      z.object({
        payer: z.object({
          sessionId: z.uuid().optional(),
          /** Absent: the server's own, or to be looked up by the session. */
          ownerId: z.uuid().optional(),
          userId: userId.optional(),
        }),
        uses: z.array(useSchema).min(1),
      }),
    )
    .min(1),
});
export type RecordUses = z.output<typeof recordUsesSchema>;

/** What webhooks can be told of. */
export const webhookEvents = ['session.started', 'session.ended', 'turn.completed'] as const;
export type WebhookEvent = (typeof webhookEvents)[number];

/** One event for one webhook: ids only, so that nothing has to be deleted here when words are. */
const deliverWebhookSchema = z.object({
  /** Of the message, the same however often it is made. */
  deliveryId: z.uuid(),
  webhookId: z.uuid(),
  event: z.enum(webhookEvents),
  sessionId: z.uuid(),
  /** Of `turn.completed`. */
  turnId: z.uuid().optional(),
  /** When it happened, epoch ms. */
  atMs: epochMs,
});

/** For how many days it was put off, because of a limit to what may be spent. */
const postponed = z.number().int().positive().optional();
const summariseTitleSchema = z.object({ sessionId: z.uuid(), postponed });
const proposeMemoriesSchema = z.object({ sessionId: z.uuid(), postponed });
const summariseHistorySchema = z.object({ sessionId: z.uuid() });

/** What is to be written is known to the server that was asked. */
const exportSchema = z.object({ exportId: z.uuid() });

/** Whose everything is to be erased is said by its row, so that nobody is named here. */
const eraseSchema = z.object({ erasureId: z.uuid() });

/** How a job that fails is tried again: as all are (for about a week), unless it says otherwise. */
export type JobRetries = {
  /** Tries in all. */
  readonly attempts: number;
  readonly firstDelayMs: number;
  /** Of each delay to the one before it. */
  readonly factor: number;
  readonly longestDelayMs: number;
};

/** A receiver may be away for an hour and a half: 5 s, 15 s, 45 s, … one hour. */
const webhookRetries: JobRetries = {
  attempts: 8,
  firstDelayMs: 5000,
  factor: 3,
  longestDelayMs: 3_600_000,
};

/** A title, or what is worth remembering, is worth a few tries and no more. */
const titleRetries: JobRetries = {
  attempts: 4,
  firstDelayMs: 5000,
  factor: 4,
  longestDelayMs: 300_000,
};

/** Until it is done the oldest words are cut off: with the next turns it is asked for anew. */
const summaryRetries: JobRetries = {
  attempts: 3,
  firstDelayMs: 5000,
  factor: 4,
  longestDelayMs: 60_000,
};

/** Somebody waits for it; of several servers the one that was asked must get it. */
const exportRetries: JobRetries = {
  attempts: 30,
  firstDelayMs: 500,
  factor: 2,
  longestDelayMs: 30_000,
};

/** What stands in its way is gone soon (a talk that ends), or after an outage, however long: for about a week. */
const eraseRetries: JobRetries = {
  attempts: 10_000,
  firstDelayMs: 250,
  factor: 2,
  longestDelayMs: 60_000,
};

/**
 * Who takes a queue's jobs. `anywhere`: the server or a worker process. `server`: only a server, because they need what a
 * worker has not (language models, secrets, files); servers take them whatever JOBS_INLINE says. Whether it has long jobs: those
 * that wait for a model, or go through everything of somebody's, may be in work for minutes; all others end within seconds.
 */
export const queues = {
  conversation: { takenBy: 'anywhere', hasLongJobs: false },
  background: { takenBy: 'server', hasLongJobs: true },
  webhooks: { takenBy: 'server', hasLongJobs: false },
} as const satisfies Record<
  string,
  { readonly takenBy: 'anywhere' | 'server'; readonly hasLongJobs: boolean }
>;
export type QueueName = keyof typeof queues;
export const queueNames = Object.keys(queues) as QueueName[];

type JobEntry = {
  readonly queue: QueueName;
  readonly payload: z.ZodType;
  readonly retries?: JobRetries;
  /** One that was given up is forgotten when it is asked for again under the same id; of any other it stays what became of that id. */
  readonly isAskedForAnew?: true;
};

/** Every job there is: its name, its queue, what it carries. */
export const jobCatalogue = {
  'conversation.record-turn': { queue: 'conversation', payload: recordTurnSchema },
  'usage.record-uses': { queue: 'conversation', payload: recordUsesSchema },
  'conversation.summarise-title': {
    queue: 'background',
    payload: summariseTitleSchema,
    retries: titleRetries,
    isAskedForAnew: true,
  },
  'conversation.summarise-history': {
    queue: 'background',
    payload: summariseHistorySchema,
    retries: summaryRetries,
    isAskedForAnew: true,
  },
  'conversation.propose-memories': {
    queue: 'background',
    payload: proposeMemoriesSchema,
    retries: titleRetries,
  },
  'conversation.export': { queue: 'background', payload: exportSchema, retries: exportRetries },
  'privacy.erase': { queue: 'background', payload: eraseSchema, retries: eraseRetries },
  'privacy.apply-retention': {
    queue: 'background',
    payload: z.object({}),
    isAskedForAnew: true,
  },
  'webhook.deliver': { queue: 'webhooks', payload: deliverWebhookSchema, retries: webhookRetries },
} as const satisfies Record<string, JobEntry>;

export type JobName = keyof typeof jobCatalogue;
export type JobPayload<Name extends JobName> = z.output<(typeof jobCatalogue)[Name]['payload']>;
export type JobInput<Name extends JobName> = z.input<(typeof jobCatalogue)[Name]['payload']>;

export const jobNames = Object.keys(jobCatalogue) as JobName[];

/** How often, and after which times, a job is tried again; undefined where it is as all are. */
export function retriesOf(name: string): JobRetries | undefined {
  const entries: Readonly<Record<string, JobEntry>> = jobCatalogue;
  return entries[name]?.retries;
}

/** Whether a job of that name is done after all, when it was given up and is asked for again. */
export function isAskedForAnew(name: JobName): boolean {
  const entry: JobEntry = jobCatalogue[name];
  return entry.isAskedForAnew === true;
}

/** The id that makes a turn's job one job however often it is added. */
export function recordTurnJobId(turnId: string): string {
  return `record-turn-${turnId}`;
}
