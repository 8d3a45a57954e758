import { agentStateSchema, latencySchema, text, toWireLatency } from '@vox/protocol';
import { z } from 'zod';

import type { LiveSessionView } from '../voice';

const liveSessionSchema = z
  .object({
    id: z.uuid(),
    user_id: text(),
    user_name: text().nullable(),
    channel: text(),
    agent_id: z.uuid().nullable().describe('Null while another one stands in for it.'),
    agent_name: text(),
    started_at: z.iso.datetime().describe('When who talks now came.'),
    state: agentStateSchema,
    muted: z.boolean().describe('The agent answers nobody.'),
    speaking: z.boolean().describe('The one whose session it is speaks.'),
    people: z
      .array(z.object({ id: text(), name: text(), speaking: z.boolean() }))
      .describe('The others who take part; of a group all who were heard.'),
    last_turn: latencySchema.nullable().describe('Null before the first turn has ended.'),
  })
  .meta({ id: 'LiveSession' });
export type LiveSessionJson = z.output<typeof liveSessionSchema>;

export const liveSchema = z
  .object({
    sessions: z.array(liveSessionSchema),
    live: z
      .number()
      .int()
      .nullable()
      .describe('Connections of the whole server; only admins are told.'),
    capacity: z
      .number()
      .int()
      .nullable()
      .describe('How many there may be (MAX_SESSIONS); only admins are told.'),
  })
  .meta({ id: 'LiveSessions' });
export type LiveJson = z.output<typeof liveSchema>;

export const muteSchema = z.strictObject({
  muted: z.boolean().default(true).describe('false: it answers again.'),
});
export type Mute = z.output<typeof muteSchema>;

export function toLiveSessionJson(view: LiveSessionView): LiveSessionJson {
  const { info, people, lastTurn } = view;
  return {
    id: info.sessionId,
    user_id: info.userId,
    user_name: info.userName ?? null,
    channel: info.channel,
    agent_id: info.agentOrigin === 'stand-in' ? null : info.agent.id,
    agent_name: info.agent.name,
    started_at: new Date(view.startedAtMs).toISOString(),
    state: view.state,
    muted: view.isMuted,
    speaking: view.isOwnerSpeaking,
    people: people.map(({ speaker, isSpeaking }) => ({
      id: speaker.id,
      name: speaker.name,
      speaking: isSpeaking,
    })),
    last_turn: lastTurn === undefined ? null : toWireLatency(lastTurn),
  };
}
