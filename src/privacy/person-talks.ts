import { Injectable } from '@nestjs/common';
import { findHeld, hashesOfPerson, hashesOfTurn, type Person, SessionEntity } from '@vox/database';
import { DataSource } from 'typeorm';

import { ConversationService } from '../conversation';
import { VoiceService } from '../voice';

/** The talks that somebody has going on. */
@Injectable()
export class PersonTalks {
  constructor(
    private readonly dataSource: DataSource,
    private readonly conversations: ConversationService,
    private readonly voice: VoiceService,
  ) {}

  /**
   * Ends them: here at once, at other servers within the seconds in which those look who was erased.
   * @param onEnded Told how many were hung up on here. @throws Error while one goes on elsewhere.
   */
  async end(person: Person, onEnded: (count: number) => Promise<void>): Promise<void> {
    const hashes = new Set(hashesOfPerson(person));
    const own = this.conversations
      .getActiveSessions()
      .filter((session) => hashesOfTurn({ session }).some((hash) => hashes.has(hash)));
    const ended = await Promise.all(own.map(({ sessionId }) => this.voice.hangUp(sessionId)));
    await onEnded(ended.filter(Boolean).length);
    const { sessionIds } = await findHeld(this.dataSource.manager, person);
    const isTalking = await this.dataSource
      .createQueryBuilder(SessionEntity, 'session')
      .where('session.id = any(:sessionIds) and session.active', { sessionIds })
      .andWhere('exists (select 1 from servers where servers.id = session.held_by)')
      .getExists();
    if (isTalking) throw new Error('a talk of theirs is still going on');
  }
}
