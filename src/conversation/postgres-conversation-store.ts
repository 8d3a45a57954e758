import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import {
  AgentEntity,
  DEFAULT_AGENT_FIRST,
  DeletedSessionEntity,
  discordUserOf,
  hashesOfTurn,
  MessageEntity,
  readAgentSpeechSteps,
  readAgentSteps,
  ServerEntity,
  SessionEntity,
  type StoredChannel,
} from '@vox/database';
import { repairText } from '@vox/protocol';
import type { AgentConfig } from '@vox/voice-core';
import { In, MoreThan, Repository } from 'typeorm';

import { SecretBox } from '../secrets';
import { endAbandonedCalls } from './abandoned-calls';
import { openWebhookAuth } from './agent-auth';
import { toAgentConfig } from './agent-config';
import {
  type AbandonedSession,
  ConversationStore,
  type SessionRow,
  type StoredConversation,
} from './conversation-store.port';
import { ServerIdentity } from './server-identity';
import { readStoredWords } from './stored-words';

/** Of the column. */
const MAX_NAME_LENGTH = 255;

/** A client that opens a session talks in it within this time, or is gone. */
const UNUSED_MS = 2 * 60_000;

/** Nobody has said anything since. */
const ENDED = { active: false, endedAt: () => 'last_activity_at', heldBy: null };

/** A moment by the database's clock. */
const msAgo = (parameter: string) => `now() - ${parameter} * interval '1 millisecond'`;

/** `ConversationStore` on the tables of libs/database. */
@Injectable()
export class PostgresConversationStore extends ConversationStore {
  constructor(
    @InjectRepository(SessionEntity) private readonly sessions: Repository<SessionEntity>,
    @InjectRepository(MessageEntity) private readonly messages: Repository<MessageEntity>,
    @InjectRepository(AgentEntity) private readonly agents: Repository<AgentEntity>,
    @InjectRepository(ServerEntity) private readonly servers: Repository<ServerEntity>,
    @InjectRepository(DeletedSessionEntity)
    private readonly deletions: Repository<DeletedSessionEntity>,
    private readonly secrets: SecretBox,
    private readonly server: ServerIdentity,
  ) {
    super();
  }

  override async load(
    sessionId: string,
    limit: number,
    heard: readonly string[],
  ): Promise<StoredConversation | undefined> {
    const [session, words] = await Promise.all([
      this.sessions.findOneBy({ id: sessionId }),
      readStoredWords(this.messages, sessionId, limit, heard),
    ]);
    if (session === null) return undefined;
    return {
      ownerId: session.ownerId,
      groupId: session.groupId,
      userId: session.userId,
      channel: session.channel,
      agentId: session.agentId ?? undefined,
      ...words,
    };
  }

  /**
   * One statement, so that two processes cannot make the same session for two people; what becomes of a row that is there
   * (`on conflict do update` with conditions) only SQL can say.
   */
  override async open(row: SessionRow): Promise<boolean> {
    const opened: unknown[] = await this.sessions.query(
      `insert into sessions (id, user_id, agent_id, channel, user_name, held_by, owner_id, group_id, as_owner, started_at, last_activity_at)
       values ($1, $2, (select id from agents where id = $3), $4, $5, $6,
         case when $9::text is null then $8::uuid else (select id from users where discord_user_id = $9) end,
         (select id from groups where id = $10), coalesce($11::boolean, false), now(), now())
       on conflict (id) do update set active = true, ended_at = null, last_activity_at = now(),
         as_owner = sessions.as_owner and coalesce($11::boolean, true),
         held_by = excluded.held_by, channel = excluded.channel, owner_id = excluded.owner_id,
         group_id = case when sessions.owner_id is not distinct from excluded.owner_id then sessions.group_id end,
         user_name = coalesce(excluded.user_name, sessions.user_name),
         agent_id = case when $7 then coalesce(excluded.agent_id, sessions.agent_id)
           else coalesce(sessions.agent_id, excluded.agent_id) end
       where sessions.user_id = excluded.user_id
         and ($9::text is not null or sessions.owner_id is not distinct from excluded.owner_id)
       returning id`,
      [
        row.sessionId,
        row.userId,
        row.agentId ?? null,
        row.channel,
        storedName(row.userName),
        this.server.id,
        row.isAgentNamed,
        row.ownerId,
        discordUserOf(row) ?? null,
        row.groupId,
        row.isOwner ?? null,
      ],
    );
    return opened.length > 0;
  }

  override async findAgent(agentId: string): Promise<AgentConfig | undefined> {
    const agent = await this.agents.findOneBy({ id: agentId, isActive: true });
    return agent === null ? undefined : this.#configOf(agent);
  }

  override async findAgents(agentIds: readonly string[]): Promise<AgentConfig[]> {
    const found = await this.agents.findBy({ id: In([...agentIds]), isActive: true });
    return this.#configsOf(found);
  }

  override async findDefaultAgent(): Promise<AgentConfig | undefined> {
    const agent = await this.agents.findOne({
      where: { isActive: true },
      order: DEFAULT_AGENT_FIRST,
    });
    return agent === null ? undefined : this.#configOf(agent);
  }

  override async changeAgent(sessionId: string, agentId: string): Promise<void> {
    const isThere = 'exists (select 1 from agents where id = :agentId)';
    await this.sessions
      .createQueryBuilder()
      .update()
      .set({ agentId })
      .where({ id: sessionId, heldBy: this.server.id })
      .andWhere(isThere, { agentId })
      .execute();
  }

  override async end(sessionId: string, endedAt: Date): Promise<void> {
    await this.sessions.update(
      { id: sessionId, heldBy: this.server.id },
      { active: false, endedAt, heldBy: null },
    );
  }

  override async touch(sessionId: string): Promise<void> {
    await this.sessions.update({ id: sessionId }, { lastActivityAt: () => 'now()' });
  }

  /**
   * By the database's clock, which all servers share, but for what ended here meanwhile. Sessions that were taken for abandoned,
   * while this server could not reach the database, or whose row was deleted and made anew by a turn, are active again; those that
   * were opened here and never talked in are not active any longer.
   */
  override async renewLease(sessionIds: readonly string[], asOf: Date): Promise<void> {
    const heldBy = this.server.id;
    await this.servers
      .createQueryBuilder()
      .insert()
      .values({ id: heldBy, seenAt: () => 'now()' })
      .orUpdate(['seen_at'], ['id'])
      .execute();
    await this.sessions
      .createQueryBuilder()
      .update()
      .set({ active: true, endedAt: null, heldBy })
      .where('id = any(:sessionIds) and not active', { sessionIds })
      .andWhere('(held_by is null or held_by = :heldBy)', { heldBy })
      .andWhere('(ended_at is null or ended_at < :asOf)', { asOf })
      .execute();
    await this.sessions
      .createQueryBuilder()
      .update()
      .set(ENDED)
      .where('active and held_by = :heldBy and id <> all(:sessionIds)', { heldBy, sessionIds })
      .andWhere(`last_activity_at < ${msAgo(':unusedMs')}`, { unusedMs: UNUSED_MS })
      .execute();
  }

  /** SQL, because a query builder has no way to say rows that are parameters (`jsonb_to_recordset`). */
  override async findErased(
    held: Parameters<ConversationStore['findErased']>[0],
  ): Promise<string[]> {
    if (held.length === 0) return [];
    const rows = held.map(({ sessionId: id, sinceMs, ...session }) => ({
      id,
      since: new Date(sinceMs).toISOString(),
      hashes: hashesOfTurn({ session }),
    }));
    const found: { id: string }[] = await this.sessions.query(
      `select held.id from jsonb_to_recordset($1::jsonb) as held (id uuid, since timestamptz, hashes jsonb)
       where exists (select 1 from erased_people erased
         where erased.person_hash in (select jsonb_array_elements_text(held.hashes))
           and erased.erased_at > held.since)`,
      [JSON.stringify(rows)],
    );
    return found.map(({ id }) => id);
  }

  override async findDeleted(sinceMs: number): ReturnType<ConversationStore['findDeleted']> {
    const deleted = await this.deletions.findBy({ deletedAt: MoreThan(new Date(sinceMs)) });
    return deleted.map(({ id, deletedAt }) => ({ sessionId: id, atMs: deletedAt.getTime() }));
  }

  override async giveUpLease(): Promise<void> {
    await this.servers.delete({ id: this.server.id });
  }

  override async endAbandoned(leaseMs: number): Promise<AbandonedSession[]> {
    return this.sessions.manager.transaction(async (manager) => {
      await manager
        .createQueryBuilder(ServerEntity, 'server')
        .delete()
        .where(`seen_at < ${msAgo(':leaseMs')}`, { leaseMs })
        .execute();
      const ended = await manager
        .createQueryBuilder(SessionEntity, 'session')
        .update()
        .set(ENDED)
        .where('active')
        .andWhere('not exists (select 1 from servers where servers.id = sessions.held_by)')
        .returning(['id', 'ownerId', 'groupId', 'userId', 'userName', 'channel', 'agentId'])
        .execute();
      await endAbandonedCalls(manager);
      return (ended.raw as EndedRow[]).map(toAbandoned);
    });
  }

  async #configOf(agent: AgentEntity): Promise<AgentConfig | undefined> {
    const [config] = await this.#configsOf([agent]);
    return config;
  }

  async #configsOf(agents: readonly AgentEntity[]): Promise<AgentConfig[]> {
    const ids = agents.map(({ id }) => id);
    const steps = await readAgentSteps(this.agents.manager, ids);
    const speech = await readAgentSpeechSteps(this.agents.manager, ids);
    return Promise.all(
      agents.map(async (agent) =>
        toAgentConfig(agent, {
          steps: steps.get(agent.id),
          speech: speech.get(agent.id),
          n8nWebhookHeader: await openWebhookAuth(agent.id, agent.n8nAuth, this.secrets),
        }),
      ),
    );
  }
}

type EndedRow = {
  readonly id: string;
  readonly owner_id: string | null;
  readonly group_id: string | null;
  readonly user_id: string;
  readonly user_name: string | null;
  readonly channel: StoredChannel;
  readonly agent_id: string | null;
};

function toAbandoned(row: EndedRow): AbandonedSession {
  const { id: sessionId, user_id: userId, user_name: userName, channel, agent_id: agentId } = row;
  return {
    sessionId,
    ownerId: row.owner_id,
    groupId: row.group_id,
    userId,
    ...(userName === null ? {} : { userName }),
    channel,
    ...(agentId === null ? {} : { agentId }),
  };
}

/** Names are the channel's to give: one that does not fit is stored as far as it does. */
function storedName(name: string | undefined): string | null {
  // Cut first: that may leave half of a character.
  return name === undefined ? null : repairText(name.slice(0, MAX_NAME_LENGTH));
}
