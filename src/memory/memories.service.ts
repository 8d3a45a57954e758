import { Injectable, NotFoundException } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { MemoryEntity, unlessTaken, UserEntity } from '@vox/database';
import { Repository, type SelectQueryBuilder } from 'typeorm';

import { ConsentBook } from '../consents';
import { conflictingField, microsecondsOf, timestampOf } from '../http';
import { type Identity, isAdmin } from '../identity';
import type { EditMemory, ListedMemory, ListMemories, MemorySettings } from './memory.schema';

/** What is remembered of a user, as they see and change it themselves, and admins for all. To others there is no such user. */
@Injectable()
export class MemoriesService {
  constructor(
    @InjectRepository(MemoryEntity) private readonly memories: Repository<MemoryEntity>,
    @InjectRepository(UserEntity) private readonly users: Repository<UserEntity>,
    private readonly consents: ConsentBook,
  ) {}

  /** @throws NotFoundException */
  async settings(caller: Identity, userId: string): Promise<MemorySettings> {
    const found = isOwn(caller, userId) ? await this.users.findOneBy({ id: userId }) : null;
    if (found === null) throw noSuchUser();
    return { enabled: found.remembers };
  }

  /** What is remembered already stays until it is deleted. @throws NotFoundException */
  async set(caller: Identity, userId: string, { enabled }: MemorySettings): Promise<void> {
    await this.settings(caller, userId);
    await this.consents.answerStanding(userId, 'memory', enabled);
  }

  /** The newest first. @throws NotFoundException */
  async page(
    caller: Identity,
    userId: string,
    { person, limit, before }: ListMemories,
  ): Promise<ListedMemory[]> {
    await this.settings(caller, userId);
    const query = this.memories
      .createQueryBuilder('memory')
      .where('memory.user_id = :userId', { userId })
      .orderBy('memory.created_at', 'DESC')
      .addOrderBy('memory.id', 'DESC')
      .limit(limit);
    if (person !== undefined) query.andWhere('memory.person = :person', { person });
    if (before !== undefined) {
      query.andWhere(
        `(memory.created_at, memory.id) < (${timestampOf(':atUs')}, :id::uuid)`,
        before,
      );
    }
    return listed(query);
  }

  /** @throws NotFoundException; ConflictException when that is remembered already. */
  async edit(
    caller: Identity,
    userId: string,
    id: string,
    { fact }: EditMemory,
  ): Promise<ListedMemory> {
    await this.settings(caller, userId);
    await unlessTaken(
      () =>
        this.memories.update(
          { id, userId },
          { fact, origin: 'person', embedding: null, embeddingModel: null },
        ),
      () => conflictingField('fact', 'is remembered already'),
    );
    const [edited] = await listed(this.memories.createQueryBuilder('memory').where({ id, userId }));
    if (edited === undefined) throw noSuchMemory();
    return edited;
  }

  /** @throws NotFoundException */
  async remove(caller: Identity, userId: string, id: string): Promise<void> {
    await this.settings(caller, userId);
    const { affected } = await this.memories.delete({ id, userId });
    if (affected === 0) throw noSuchMemory();
  }

  /** @throws NotFoundException */
  async removeAll(caller: Identity, userId: string): Promise<void> {
    await this.settings(caller, userId);
    await this.memories.delete({ userId });
  }
}

/** Each with its place in the list. */
async function listed(query: SelectQueryBuilder<MemoryEntity>): Promise<ListedMemory[]> {
  query.addSelect(microsecondsOf('memory.created_at'), 'cursor_at');
  const { entities, raw } = await query.getRawAndEntities<{ readonly cursor_at: string }>();
  return entities.map((memory, index) => ({
    memory,
    cursor: { atUs: raw[index]?.cursor_at ?? '0', id: memory.id },
  }));
}

function isOwn(caller: Identity, userId: string): boolean {
  return isAdmin(caller) || caller.ownerId === userId;
}

function noSuchUser(): NotFoundException {
  return new NotFoundException('There is no such user');
}

function noSuchMemory(): NotFoundException {
  return new NotFoundException('There is no such fact');
}
