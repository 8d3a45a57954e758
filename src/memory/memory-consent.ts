import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { UserEntity } from '@vox/database';
import { Repository } from 'typeorm';

import { Consents } from '../consents';

/** Whether somebody has allowed that agents remember what they say. Nobody has until they do. */
export abstract class MemoryConsent {
  /** @param userId Of `users`. @param person As that session of theirs names who talks. */
  abstract isGiven(userId: string, person: string, sessionId: string): Promise<boolean>;
}

/** As the user has set it at `/api/users/:id/memory`, unless who talks has refused it in that session. */
@Injectable()
export class StoredMemoryConsent extends MemoryConsent {
  constructor(
    @InjectRepository(UserEntity) private readonly users: Repository<UserEntity>,
    private readonly consents: Consents,
  ) {
    super();
  }

  override async isGiven(userId: string, person: string, sessionId: string): Promise<boolean> {
    const stands = await this.users.existsBy({ id: userId, remembers: true, isActive: true });
    return stands && !(await this.consents.isRefused(sessionId, person, 'memory'));
  }
}
