import { randomUUID } from 'node:crypto';

import { Injectable, NotFoundException } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { type ErasedPerson, ErasureEntity } from '@vox/database';
import { JobQueue } from '@vox/jobs';
import { Repository } from 'typeorm';

import { type Identity, isAdmin } from '../identity';

/** Erasures that were asked for, and what became of them. */
@Injectable()
export class Erasures {
  constructor(
    @InjectRepository(ErasureEntity) private readonly erasures: Repository<ErasureEntity>,
    private readonly queue: JobQueue,
  ) {}

  /** Of `person`, whom `caller` may have erased. Rejects when it cannot be begun; then nothing is left of it. */
  async request(caller: Pick<Identity, 'ownerId'>, person: ErasedPerson): Promise<ErasureEntity> {
    const id = randomUUID();
    await this.erasures.insert({
      id,
      userId: person.userId ?? null,
      requestedBy: caller.ownerId,
      person: person as object,
    });
    try {
      await this.queue.add('privacy.erase', { erasureId: id }, { jobId: `erase-${id}` });
    } catch (error) {
      await this.erasures.delete({ id });
      throw error;
    }
    return this.erasures.findOneByOrFail({ id });
  }

  /** @throws NotFoundException when there is none, or somebody else has asked for it. */
  async get(caller: Identity, id: string): Promise<ErasureEntity> {
    const found = await this.erasures.findOneBy({ id });
    if (found === null || (!isAdmin(caller) && found.requestedBy !== caller.ownerId)) {
      throw new NotFoundException('There is no such erasure');
    }
    return found;
  }
}
