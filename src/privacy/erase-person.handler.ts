import { Injectable, type OnModuleInit } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import {
  countErasable,
  type ErasedPerson,
  ErasureEntity,
  errorCode,
  findHeld,
  UserEntity,
} from '@vox/database';
import { JobHandler, JobHandlers, type JobPayload } from '@vox/jobs';
import { Clock } from '@vox/voice-core';
import { Repository } from 'typeorm';

import { ConversationService } from '../conversation';
import { IdentityCache } from '../identity';
import { PersonRows } from './person-rows';
import { PersonTalks } from './person-talks';

/** SQLSTATE of a row that others still name: `foreign_key_violation`, and `restrict_violation` from PostgreSQL 18 on. */
const STILL_NAMED = new Set(['23503', '23001']);

/** Something is still in the way: tried again. Its message names nobody. */
class NotYetErasedError extends Error {
  override readonly name = 'NotYetErasedError';
}

/**
 * Erases everything of one person. First nothing of theirs is stored any more, and nobody lets them in; then their talks
 * are ended, so that no word comes after; then it goes from the tables, and from wherever else words wait. Done twice, it
 * goes on where it was left.
 */
@Injectable()
export class ErasePersonHandler extends JobHandler<'privacy.erase'> implements OnModuleInit {
  readonly jobName = 'privacy.erase';

  constructor(
    @InjectRepository(ErasureEntity) private readonly erasures: Repository<ErasureEntity>,
    @InjectRepository(UserEntity) private readonly users: Repository<UserEntity>,
    private readonly rows: PersonRows,
    private readonly talks: PersonTalks,
    private readonly conversations: ConversationService,
    private readonly identities: IdentityCache,
    private readonly clock: Clock,
    private readonly handlers: JobHandlers,
  ) {
    super();
  }

  onModuleInit(): void {
    this.handlers.register(this);
  }

  override async handle({ erasureId: id }: JobPayload<'privacy.erase'>): Promise<void> {
    const erasure = await this.erasures.findOneBy({ id });
    if (erasure?.person == null) return;
    const { person } = erasure;
    await this.#shutOut(person);
    await this.talks.end(person, (talks) => this.rows.note(id, { talks }));
    const sessionIds = await this.#eraseRows(id, person);
    // Also when there were no rows: turns may wait that no table has seen.
    const { counts, isComplete } = await this.conversations.forgetSessions(sessionIds, person);
    await this.rows.note(id, counts);
    if (!isComplete)
      throw new NotYetErasedError('a queue, the journal or a folder is out of reach');
    await this.#assertNothingIsLeft(person);
    const finishedAt = new Date(this.clock.wallMs());
    await this.erasures.update({ id }, { state: 'done', person: null, finishedAt });
  }

  async #shutOut(person: ErasedPerson): Promise<void> {
    await this.rows.remember(person);
    if (person.keepsAccount || person.userId === undefined) return;
    await this.users.update({ id: person.userId }, { isActive: false });
    this.identities.changed();
  }

  /** To the queue what the database refuses is refused for good: rows that name an account are gone with the next try. */
  async #eraseRows(id: string, person: ErasedPerson): Promise<string[]> {
    try {
      return await this.rows.erase(id, person);
    } catch (error) {
      if (!STILL_NAMED.has(errorCode(error) ?? '')) throw error;
      throw new NotYetErasedError('something of theirs was stored meanwhile');
    }
  }

  /** A turn may have been written while its session was looked for. */
  async #assertNothingIsLeft(person: ErasedPerson): Promise<void> {
    const { manager } = this.erasures;
    const held = await findHeld(manager, person);
    if ((await countErasable(manager, held, !person.keepsAccount)) > 0) {
      throw new NotYetErasedError('something was stored meanwhile');
    }
  }
}
