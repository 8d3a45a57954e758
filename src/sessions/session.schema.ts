import type { MessageEntity, SessionEntity, StoredChannel } from '@vox/database';
import { givenId, latencySchema, text, toWireLatency } from '@vox/protocol';
import { z } from 'zod';

import type { ActiveSession } from '../conversation';
import { type Cursor, cursorSchema, pageLimit, toCursorText } from '../http';

const channels = ['discord', 'webrtc', 'websocket'] as const satisfies readonly StoredChannel[];

/** Days are UTC's; who counts them elsewhere says when they begin and end. */
const dayOrMoment = z.union([z.iso.date(), z.iso.datetime({ offset: true })]);

export const listSessionsSchema = z.object({
  user_id: text()
    .min(1)
    .max(255)
    .optional()
    .describe("One user's sessions; everybody's when absent."),
  group_id: givenId().optional().describe('Those that the members of this group share.'),
  agent_id: givenId().optional().describe('Those with this agent.'),
  channel: z.enum(channels).optional().describe('Those that were used through it last.'),
  active: z
    .enum(['true', 'false'])
    .transform((value) => value === 'true')
    .optional()
    .describe('Whether somebody talks in them now.'),
  user: text()
    .trim()
    .min(1)
    .max(200)
    .optional()
    .describe(
      'Words that are all in the name or id of who talks; of the last one its beginning is enough. Where several talk, also the whole id of one who has.',
    ),
  owner_id: givenId().optional().describe('Those that this account opened.'),
  from: dayOrMoment
    .optional()
    .describe('Last active on this day (UTC), or at this moment, or later.'),
  to: dayOrMoment
    .optional()
    .describe('Last active on this day (UTC) or earlier; or before this moment.'),
  q: text()
    .trim()
    .min(1)
    .max(200)
    .optional()
    .describe(
      'Words that were all said in one message, or are all in the title; of the last one its beginning is enough.',
    ),
  limit: pageLimit,
  before: cursorSchema('sessions')
    .optional()
    .describe("A session's `cursor`: those after it in the list, the next page."),
});
export type ListSessions = z.output<typeof listSessionsSchema>;

export const listMessagesSchema = z.object({
  limit: pageLimit,
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

export const sessionSchema = z
  .object({
    id: z.uuid(),
    user_id: text(),
    user_name: text().nullable(),
    title: text().nullable(),
    group_id: z.uuid().nullable().describe('Whose members share it with its owner.'),
    agent_id: z.uuid().nullable().describe('Null when the agent was deleted.'),
    channel: z.enum(channels).describe('The one it was used through last.'),
    active: z.boolean().describe('Somebody is talking in it.'),
    started_at: z.iso.datetime(),
    last_activity_at: z.iso.datetime(),
    ended_at: z.iso.datetime().nullable(),
    message_count: z.number().int(),
    metadata: z.record(text(), z.unknown()).nullable(),
    cursor: text().describe('For `before`.'),
  })
  .meta({ id: 'Session' });
export type SessionJson = z.output<typeof sessionSchema>;

export function toSessionJson({ session, messageCount, cursor }: ListedSession): SessionJson {
  return {
    id: session.id,
    user_id: session.userId,
    user_name: session.userName,
    title: session.title,
    group_id: session.groupId,
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
export const activeSessionSchema = z
  .object({
    id: z.uuid(),
    user_id: text(),
    group_id: z.uuid().nullable(),
    channel: text(),
    agent_id: z.uuid().nullable(),
    message_count: z.number().int(),
    last_activity_at: z.iso.datetime(),
  })
  .meta({ id: 'ActiveSession' });
export type ActiveSessionJson = z.output<typeof activeSessionSchema>;

export function toActiveSessionJson(session: ActiveSession): ActiveSessionJson {
  return {
    id: session.sessionId,
    user_id: session.userId,
    group_id: session.groupId,
    channel: session.channel,
    agent_id: session.agentId,
    message_count: session.messageCount,
    last_activity_at: new Date(session.lastActivityAtMs).toISOString(),
  };
}
export const messageSchema = z
  .object({
    id: text(),
    session_id: z.uuid(),
    turn_id: z.uuid(),
    sequence: z.number().int().describe('The place in the conversation.'),
    role: z.enum(['user', 'assistant']),
    content: text().describe(
      'What was said; of an answer, what was heard of the model’s own words.',
    ),
    apology: text().nullable().describe('What the agent said after it for an answer that failed.'),
    interrupted: z.boolean(),
    outcome: z.enum(['completed', 'interrupted', 'failed']).describe('Of its turn.'),
    speaker_ids: z
      .array(text())
      .nullable()
      .describe(
        'Whose words the turn answers, and who asked for what it tells, where several people share the session.',
      ),
    spoken_at: z.iso.datetime().describe('When it had been said.'),
    latency: latencySchema.describe('Of the stages that its side of the turn reached.'),
    providers: z.record(text(), text()).describe('Who heard, thought and spoke.'),
    cursor: text().describe('For `before`.'),
  })
  .meta({ id: 'Message' });
export type MessageJson = z.output<typeof messageSchema>;

/** Stages that the message's side of the turn did not reach are left out of `latency`. */
export function toMessageJson({ message, cursor }: ListedMessage): MessageJson {
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
    latency: toWireLatency(message),
    providers: message.providers,
    cursor: toCursorText('messages', cursor),
  };
}
