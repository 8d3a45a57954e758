import { AgentEntity, MessageEntity, ServerEntity, SessionEntity } from '@vox/database';
import { repairText } from '@vox/protocol';
import type { AgentConfig } from '@vox/voice-core';
import { type DataSource, In, Not } from 'typeorm';

import type { SecretBox } from '../secrets';
import { openWebhookAuth } from './agent-auth';
import { toAgentConfig } from './agent-config';
import {
  ConversationStore,
  type SessionRow,
  type StoredConversation,
} from './conversation-store.port';

/** Of the column. */
const MAX_NAME_LENGTH = 255;

/** A client that opens a session talks in it within this time, or is gone. */
const UNUSED_MS = 2 * 60_000;

/** `ConversationStore` on the tables of libs/database, for the server `serverId` (a UUID, anew with every start). */
export class PostgresConversationStore extends ConversationStore {
  constructor(
    private readonly dataSource: DataSource,
    private readonly secrets: SecretBox,
    private readonly serverId: string,
  ) {
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
      `insert into sessions (id, user_id, agent_id, channel, user_name, held_by, started_at, last_activity_at)
       values ($1, $2, (select id from agents where id = $3), $4, $5, $6, now(), now())
       on conflict (id) do update set active = true, ended_at = null, last_activity_at = now(),
         held_by = excluded.held_by, channel = excluded.channel,
         user_name = coalesce(excluded.user_name, sessions.user_name),
         agent_id = case when $7 then coalesce(excluded.agent_id, sessions.agent_id)
           else coalesce(sessions.agent_id, excluded.agent_id) end
       where sessions.user_id = excluded.user_id
       returning id`,
      [
        row.sessionId,
        row.userId,
        row.agentId ?? null,
        row.channel,
        storedName(row.userName),
        this.serverId,
        row.isAgentNamed,
      ],
    );
    return opened.length > 0;
  }

  override async findAgent(agentId: string): Promise<AgentConfig | undefined> {
    const agents = this.dataSource.getRepository(AgentEntity);
    const agent = await agents.findOneBy({ id: agentId, isActive: true });
    return agent === null ? undefined : this.#configOf(agent);
  }

  override async findAgents(agentIds: readonly string[]): Promise<AgentConfig[]> {
    const agents = this.dataSource.getRepository(AgentEntity);
    const found = await agents.findBy({ id: In([...agentIds]), isActive: true });
    return Promise.all(found.map((agent) => this.#configOf(agent)));
  }

  override async findDefaultAgent(): Promise<AgentConfig | undefined> {
    const agent = await this.dataSource.getRepository(AgentEntity).findOne({
      where: { isActive: true },
      order: { isDefault: 'DESC', createdAt: 'ASC', id: 'ASC' },
    });
    return agent === null ? undefined : this.#configOf(agent);
  }

  override async end(sessionId: string, endedAt: Date): Promise<void> {
    await this.dataSource
      .getRepository(SessionEntity)
      .update({ id: sessionId, heldBy: this.serverId }, { active: false, endedAt, heldBy: null });
  }

  override async touch(sessionId: string): Promise<void> {
    await this.dataSource
      .getRepository(SessionEntity)
      .update({ id: sessionId }, { lastActivityAt: () => 'now()' });
  }

  /**
   * By the database's clock, which all servers share. Sessions that were taken for abandoned, while this server could not
   * reach the database, or whose row was deleted and made anew by a turn, are active again; those that were opened here
   * and never talked in are not active any longer.
   */
  override async renewLease(sessionIds: readonly string[]): Promise<void> {
    await this.dataSource.query(
      `insert into servers (id, seen_at) values ($1, now())
       on conflict (id) do update set seen_at = excluded.seen_at`,
      [this.serverId],
    );
    await this.dataSource.query(
      `update sessions set active = true, ended_at = null, held_by = $1
       where id = any($2) and not active and (held_by is null or held_by = $1)`,
      [this.serverId, sessionIds],
    );
    await this.dataSource.query(
      `update sessions set active = false, ended_at = last_activity_at, held_by = null
       where active and held_by = $1 and id <> all($2)
         and last_activity_at < now() - $3 * interval '1 millisecond'`,
      [this.serverId, sessionIds, UNUSED_MS],
    );
  }

  override async giveUpLease(): Promise<void> {
    await this.dataSource.getRepository(ServerEntity).delete({ id: this.serverId });
  }

  override async endAbandoned(leaseMs: number): Promise<number> {
    return this.dataSource.transaction(async (manager) => {
      await manager.query(
        `delete from servers where seen_at < now() - $1 * interval '1 millisecond'`,
        [leaseMs],
      );
      const ended: unknown[] = await manager.query(
        `with ended as (
           update sessions set active = false, ended_at = last_activity_at, held_by = null
           where active and not exists (select 1 from servers where servers.id = sessions.held_by)
           returning 1)
         select * from ended`,
      );
      return ended.length;
    });
  }

  async #configOf(agent: AgentEntity): Promise<AgentConfig> {
    return toAgentConfig(agent, await openWebhookAuth(agent.id, agent.n8nAuth, this.secrets));
  }
}

/** Names are the channel's to give: one that does not fit is stored as far as it does. */
function storedName(name: string | undefined): string | null {
  // Cut first: that may leave half of a character.
  return name === undefined ? null : repairText(name.slice(0, MAX_NAME_LENGTH));
}
