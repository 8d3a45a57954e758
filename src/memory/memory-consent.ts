import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { UserEntity } from '@vox/database';
import { Repository } from 'typeorm';

/** Whether somebody has allowed that agents remember what they say. Nobody has until they do. */
export abstract class MemoryConsent {
  /** @param userId Of `users`. @param person As their sessions name who talks. */
  abstract isGiven(userId: string, person: string): Promise<boolean>;
}

/** As the user has set it at `/api/users/:id/memories`. */
@Injectable()
export class StoredMemoryConsent extends MemoryConsent {
  constructor(@InjectRepository(UserEntity) private readonly users: Repository<UserEntity>) {
    super();
  }

  override isGiven(userId: string): Promise<boolean> {
    return this.users.existsBy({ id: userId, remembers: true, isActive: true });
  }
}
