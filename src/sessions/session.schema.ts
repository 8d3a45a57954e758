import type { MessageEntity, SessionEntity, StoredChannel } from '@vox/database';
import { text } from '@vox/protocol';
import { z } from 'zod';

import type { ActiveSession } from '../conversation';
import { type Cursor, cursorSchema, toCursorText } from '../http';

const limit = z.coerce.number().int().min(1).max(200).default(50);

const channels = ['discord', 'webrtc', 'websocket'] as const satisfies readonly StoredChannel[];

export const listSessionsSchema = z.object({
  user_id: text()
    .min(1)
    .max(255)
    .optional()
    .describe("One user's sessions; everybody's when absent."),
  agent_id: z.uuid().optional().describe('Those with this agent.'),
  channel: z.enum(channels).optional().describe('Those that were used through it last.'),
  active: z
    .enum(['true', 'false'])
    .transform((value) => value === 'true')
    .optional()
    .describe('Whether somebody talks in them now.'),
  from: z.iso.date().optional().describe('Last active on this day (UTC) or after it.'),
  to: z.iso.date().optional().describe('Last active on this day (UTC) or before it.'),
  q: text()
    .trim()
    .min(1)
    .max(200)
    .optional()
    .describe(
      'Words that were all said in one message, or are all in the title; of the last one its beginning is enough.',
    ),
  limit,
  before: cursorSchema('sessions')
    .optional()
    .describe("A session's `cursor`: those after it in the list, the next page."),
});
export type ListSessions = z.output<typeof listSessionsSchema>;

export const listMessagesSchema = z.object({
  limit,
  before: cursorSchema('messages')
    .optional()
    .describe("A message's `cursor`: those said before it, the page before."),
});
export type ListMessages = z.output<typeof listMessagesSchema>;

export type ListedSession = {
  readonly session: SessionEntity;
  readonly messageCount: number;
  readonly cursor: Cursor;
};
export type ListedMessage = { readonly message: MessageEntity; readonly cursor: Cursor };

export function toSessionJson({ session, messageCount, cursor }: ListedSession) {
  return {
    id: session.id,
    user_id: session.userId,
    user_name: session.userName,
    title: session.title,
    agent_id: session.agentId,
    channel: session.channel,
    active: session.active,
    started_at: session.startedAt.toISOString(),
    last_activity_at: session.lastActivityAt.toISOString(),
    ended_at: session.endedAt?.toISOString() ?? null,
    message_count: messageCount,
    metadata: session.metadata,
    cursor: toCursorText('sessions', cursor),
  };
}
export type SessionJson = ReturnType<typeof toSessionJson>;

export function toActiveSessionJson(session: ActiveSession) {
  return {
    id: session.sessionId,
    user_id: session.userId,
    channel: session.channel,
    agent_id: session.agentId,
    message_count: session.messageCount,
    last_activity_at: new Date(session.lastActivityAtMs).toISOString(),
  };
}
export type ActiveSessionJson = ReturnType<typeof toActiveSessionJson>;

/** Stages that the message's side of the turn did not reach are left out of `latency`. */
export function toMessageJson({ message, cursor }: ListedMessage) {
  const latency = {
    end_of_utterance_delay_ms: message.endOfUtteranceDelayMs,
    transcript_final_ms: message.transcriptFinalMs,
    ttft_ms: message.ttftMs,
    ttfb_ms: message.ttfbMs,
    voice_to_voice_ms: message.voiceToVoiceMs,
  };
  return {
    id: message.id,
    session_id: message.sessionId,
    turn_id: message.turnId,
    sequence: message.sequence,
    role: message.role,
    content: message.content,
    apology: message.apology,
    interrupted: message.interrupted,
    outcome: message.outcome,
    speaker_ids: message.speakerIds,
    spoken_at: message.spokenAt.toISOString(),
    latency: Object.fromEntries(Object.entries(latency).filter(([, value]) => value !== null)),
    providers: message.providers,
    cursor: toCursorText('messages', cursor),
  };
}
export type MessageJson = ReturnType<typeof toMessageJson>;
