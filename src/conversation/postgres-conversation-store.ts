import { AgentEntity, MessageEntity, SessionEntity } from '@vox/database';
import { repairText } from '@vox/protocol';
import type { AgentConfig } from '@vox/voice-core';
import { type DataSource, Not } from 'typeorm';

import { toAgentConfig } from './agent-config';
import {
  ConversationStore,
  type SessionRow,
  type StoredConversation,
} from './conversation-store.port';

/** Of the column. */
const MAX_NAME_LENGTH = 255;

/** `ConversationStore` on the tables of libs/database. */
export class PostgresConversationStore extends ConversationStore {
  constructor(private readonly dataSource: DataSource) {
    super();
  }

  override async load(sessionId: string, limit: number): Promise<StoredConversation | undefined> {
    const [session, newestFirst] = await Promise.all([
      this.dataSource.getRepository(SessionEntity).findOneBy({ id: sessionId }),
      this.dataSource.getRepository(MessageEntity).find({
        select: { turnId: true, role: true, content: true },
        where: { sessionId, content: Not('') },
        order: { sequence: 'DESC' },
        take: limit,
      }),
    ]);
    if (session === null) return undefined;
    return {
      userId: session.userId,
      channel: session.channel,
      agentId: session.agentId ?? undefined,
      messages: newestFirst
        .reverse()
        .map(({ turnId, role, content }) => ({ turnId, role, content })),
    };
  }

  /** One statement, so that two processes cannot make the same session for two users. */
  override async open(row: SessionRow): Promise<boolean> {
    const opened: unknown[] = await this.dataSource.query(
      `insert into sessions (id, user_id, agent_id, channel, user_name, started_at, last_activity_at)
       values ($1, $2, (select id from agents where id = $3), $4, $5, now(), now())
       on conflict (id) do update set active = true, ended_at = null, last_activity_at = now(),
         channel = excluded.channel, user_name = coalesce(excluded.user_name, sessions.user_name),
         agent_id = coalesce(excluded.agent_id, sessions.agent_id)
       where sessions.user_id = excluded.user_id
       returning id`,
      [row.sessionId, row.userId, row.agentId, row.channel, storedName(row.userName)],
    );
    return opened.length > 0;
  }

  override async findAgent(agentId: string): Promise<AgentConfig | undefined> {
    const agents = this.dataSource.getRepository(AgentEntity);
    const agent = await agents.findOneBy({ id: agentId, isActive: true });
    return agent === null ? undefined : toAgentConfig(agent);
  }

  override async findDefaultAgent(): Promise<AgentConfig | undefined> {
    const agent = await this.dataSource.getRepository(AgentEntity).findOne({
      where: { isActive: true },
      order: { isDefault: 'DESC', createdAt: 'ASC', id: 'ASC' },
    });
    return agent === null ? undefined : toAgentConfig(agent);
  }

  override async end(sessionId: string, endedAt: Date): Promise<boolean> {
    const result = await this.dataSource
      .getRepository(SessionEntity)
      .update({ id: sessionId }, { active: false, endedAt });
    return (result.affected ?? 0) > 0;
  }

  override async touch(sessionId: string): Promise<void> {
    await this.dataSource
      .getRepository(SessionEntity)
      .update({ id: sessionId }, { lastActivityAt: () => 'now()' });
  }
}

/** Names are the channel's to give: one that does not fit is stored as far as it does. */
function storedName(name: string | undefined): string | null {
  // Cut first: that may leave half of a character.
  return name === undefined ? null : repairText(name.slice(0, MAX_NAME_LENGTH));
}
