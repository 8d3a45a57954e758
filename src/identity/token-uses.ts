import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { isDatabaseUnavailable, TokenUseEntity } from '@vox/database';
import { InvalidInputError } from '@vox/voice-core';
import { LessThan, MoreThan, Repository } from 'typeorm';

import type { Identity } from './identity';
import { UncheckedKeyError } from './identity-cache';

/** Counts the sessions that are begun with tokens, for every process of the database. */
@Injectable()
export class TokenUses {
  constructor(
    @InjectRepository(TokenUseEntity) private readonly uses: Repository<TokenUseEntity>,
  ) {}

  /**
   * Counts one that `caller` begins.
   * @throws InvalidInputError `token` when it has begun all that it may; UncheckedKeyError while that cannot be known.
   */
  async count({ token, expiresAtMs = 0 }: Identity): Promise<void> {
    if (token?.maxSessions === undefined) return;
    const { id, maxSessions } = token;
    try {
      await this.uses.delete({ expiresAt: LessThan(new Date()) });
      // One statement, so that of two who come at once with the last one, one is let in: only SQL says both.
      const counted = await this.uses.query<unknown[]>(
        `insert into token_uses (token_id, sessions, expires_at) values ($1, 1, $2)
         on conflict (token_id) do update set sessions = token_uses.sessions + 1
         where token_uses.sessions < $3
         returning token_id`,
        [id, new Date(expiresAtMs), maxSessions],
      );
      if (counted.length > 0) return;
    } catch (error) {
      if (!isDatabaseUnavailable(error)) throw error;
      throw new UncheckedKeyError();
    }
    throw new InvalidInputError('token', 'has begun all the sessions that it is for');
  }

  /** One that was counted did not come about. What cannot be given back while the database is away stays counted. */
  async giveBack({ token }: Identity): Promise<void> {
    if (token?.maxSessions === undefined) return;
    const tokenId = token.id;
    // A row of nothing is none; the second look is for what another has given back in between.
    const undoLast = () => this.uses.delete({ tokenId, sessions: 1 });
    const undoOne = () => this.uses.decrement({ tokenId, sessions: MoreThan(1) }, 'sessions', 1);
    try {
      for (const undo of [undoLast, undoOne, undoLast]) {
        if (((await undo()).affected ?? 0) > 0) return;
      }
    } catch (error) {
      if (!isDatabaseUnavailable(error)) throw error;
    }
  }
}
