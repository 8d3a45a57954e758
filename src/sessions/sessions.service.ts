import { randomUUID } from 'node:crypto';

import { ConflictException, Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { AgentEntity, DeletedSessionEntity, lockSessionId, SessionEntity } from '@vox/database';
import { DAY_MS } from '@vox/voice-core';
import { LessThan, type QueryDeepPartialEntity, Repository } from 'typeorm';

import { ConversationService } from '../conversation';
import { badField } from '../http';
import { type AdmittedSession, type Identity, SessionDoor, sessionNotFound } from '../identity';
import { VoiceService } from '../voice';
import type { ListedSession } from './session.schema';
import type { CreateSession, UpdateSession } from './session-changes.schema';
import { SessionList } from './session-list';

/** No turn waits this long to be written: the queue gives up after about a week. */
const FORGET_DELETION_MS = 30 * DAY_MS;

/** Makes, changes, ends and deletes stored sessions. */
@Injectable()
export class SessionsService {
  constructor(
    @InjectRepository(SessionEntity) private readonly sessions: Repository<SessionEntity>,
    @InjectRepository(AgentEntity) private readonly agents: Repository<AgentEntity>,
    private readonly list: SessionList,
    private readonly conversations: ConversationService,
    private readonly voice: VoiceService,
    private readonly door: SessionDoor,
  ) {}

  /**
   * A session of `caller` that nobody has talked in yet. It may be opened by its id, on any channel; it keeps its agent.
   * @throws InvalidInputError or BadRequestException naming the field when there is no such active agent;
   * AgentUnavailableError when it cannot be read.
   */
  async create(caller: Identity, request: CreateSession): Promise<ListedSession> {
    const { agent_id: agentId, agent_name: agentName, user_id: userId } = request;
    const named = agentName === undefined ? agentId : await this.#agentNamed(agentName);
    const wanted = {
      userId,
      ...(request.user_name === undefined ? {} : { userName: request.user_name }),
      ...(named === undefined ? {} : { agentId: named }),
      ...(request.group_id === undefined ? {} : { groupId: request.group_id }),
    };
    return this.door.enter(caller, wanted, (admitted) => this.#insert(admitted, request));
  }

  async #insert(admitted: AdmittedSession, request: CreateSession): Promise<ListedSession> {
    const agent = await this.conversations.findAgent(admitted.agentId);
    const now = new Date();
    const id = randomUUID();
    await this.sessions.insert({
      id,
      ownerId: admitted.opener.ownerId,
      groupId: admitted.opener.groupId ?? null,
      userId: admitted.userId,
      userName: admitted.userName ?? null,
      agentId: agent.id,
      channel: request.channel,
      ...toColumns(request),
      active: false,
      startedAt: now,
      lastActivityAt: now,
    });
    return this.list.get(id);
  }

  /** @throws NotFoundException */
  async update(id: string, change: UpdateSession): Promise<ListedSession> {
    const columns = toColumns(change);
    if (Object.keys(columns).length > 0) {
      const { affected } = await this.sessions.update({ id }, columns);
      if (affected === 0) throw sessionNotFound();
    }
    return this.list.get(id);
  }

  /**
   * Whoever talks in it is hung up on; from then on it is over, until somebody opens it again. One that has ended stays as it is.
   * @throws NotFoundException; ConflictException while another server has it.
   */
  async end(id: string): Promise<ListedSession> {
    await this.list.get(id);
    await this.voice.hangUp(id);
    await this.conversations.endSession(id);
    // What no server has: never used, or left behind by one that is gone.
    await this.sessions
      .createQueryBuilder('session')
      .update()
      .set({ active: false, endedAt: () => 'coalesce(ended_at, now())', heldBy: null })
      .where('id = :id', { id })
      .andWhere(
        '(not active or not exists (select 1 from servers where servers.id = sessions.held_by))',
      )
      .execute();
    const ended = await this.list.get(id);
    if (!ended.session.active) return ended;
    throw new ConflictException('It goes on at another server: ask that one to end it');
  }

  /**
   * Deletes the session with its messages, in the database and wherever else its words are kept; turns of it that are not
   * written yet never will be.
   * What is said in it from now on, when somebody is still talking, is stored as a new one.
   * @throws NotFoundException
   */
  async remove(id: string): Promise<void> {
    const isDeleted = await this.sessions.manager.transaction(async (manager) => {
      await lockSessionId(manager, id);
      const { affected } = await manager.delete(SessionEntity, { id });
      if (affected === 0) return false;
      // Turns are dated by this machine's clock, not by the database's.
      const deletedAt = new Date();
      await manager.upsert(DeletedSessionEntity, { id, deletedAt }, ['id']);
      const forgottenAt = new Date(deletedAt.getTime() - FORGET_DELETION_MS);
      await manager.delete(DeletedSessionEntity, { deletedAt: LessThan(forgottenAt) });
      return true;
    });
    await this.conversations.forgetSessions([id]);
    if (!isDeleted) throw sessionNotFound();
  }

  async #agentNamed(name: string): Promise<string> {
    const agent = await this.agents.findOne({ select: { id: true }, where: { name } });
    if (agent === null) throw badField('agent_name', 'there is no such agent');
    return agent.id;
  }
}

/** Those that are named. */
function toColumns({ title, metadata }: UpdateSession): QueryDeepPartialEntity<SessionEntity> {
  return {
    ...(title === undefined ? {} : { title }),
    ...(metadata === undefined ? {} : { metadata: metadata as object | null }),
  };
}
