import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { errorCode, InviteEntity, lockSessionId } from '@vox/database';
import { LessThan, MoreThan, Repository } from 'typeorm';

import {
  type BookedInvite,
  InviteBook,
  MAX_INVITES_PER_SESSION,
  TooManyInvitesError,
  UnknownSessionError,
} from './invite-book';

const FOREIGN_KEY_VIOLATION = '23503';

/** `InviteBook` on the table of libs/database. */
@Injectable()
export class PostgresInviteBook extends InviteBook {
  constructor(@InjectRepository(InviteEntity) private readonly invites: Repository<InviteEntity>) {
    super();
  }

  override async add(invite: Omit<BookedInvite, 'uses'>): Promise<void> {
    const { sessionId } = invite;
    try {
      await this.invites.manager.transaction(async (manager) => {
        // Counted and made by one at a time.
        await lockSessionId(manager, sessionId);
        const invites = manager.getRepository(InviteEntity);
        await invites.delete({ expiresAt: LessThan(new Date()) });
        if ((await invites.countBy({ sessionId })) >= MAX_INVITES_PER_SESSION) {
          throw new TooManyInvitesError();
        }
        await invites.insert(invite);
      });
    } catch (error) {
      if (errorCode(error) === FOREIGN_KEY_VIOLATION) throw new UnknownSessionError();
      throw error;
    }
  }

  /** One statement: of two who come at once with the last use, one is let in. */
  override async use(id: string): Promise<boolean> {
    const counted = await this.invites
      .createQueryBuilder()
      .update()
      .set({ uses: () => 'uses + 1' })
      .where('id = :id and expires_at > now() and (max_uses is null or uses < max_uses)', { id })
      .execute();
    return (counted.affected ?? 0) > 0;
  }

  override async remove(sessionId: string, id: string): Promise<boolean> {
    const { affected } = await this.invites.delete({ id, sessionId });
    return (affected ?? 0) > 0;
  }

  override list(sessionId: string): Promise<BookedInvite[]> {
    return this.invites.find({
      where: { sessionId, expiresAt: MoreThan(new Date()) },
      order: { expiresAt: 'ASC', id: 'ASC' },
    });
  }
}
