import { Injectable } from '@nestjs/common';
import type { SessionInfo } from '@vox/voice-core';

import { ConversationService } from '../conversation';
import { badField } from '../http';
import { sessionNotFound } from '../identity';
import { ConsentBook } from './consent-book';
import { ConsentEntry, keyOfAccount } from './consent-entry';
import {
  accountOf,
  answersOf,
  ConsentStore,
  type StoredConsent,
  type StoredParticipant,
} from './consent-store';
import { type SessionConsentsJson, type SetSessionConsent, toConsentJson } from './consent.schema';

/** What was allowed in a session, seen and changed from outside of it. */
@Injectable()
export class SessionConsents {
  constructor(
    private readonly conversations: ConversationService,
    private readonly book: ConsentBook,
    private readonly store: ConsentStore,
  ) {}

  /** @throws NotFoundException */
  async of(sessionId: string): Promise<SessionConsentsJson> {
    const session = await this.#find(sessionId);
    const rows = await this.store.ofSessions([sessionId]);
    const live = this.book.live(sessionId);
    const entry = live?.isRead === true ? live : await this.#entryOf(session, rows);
    return {
      memory: entry.isGiven('memory'),
      recording: entry.isGiven('recording'),
      processing: entry.isGiven('processing'),
      people: rows.map(toConsentJson),
    };
  }

  /**
   * Nobody says yes for another who takes part.
   * @throws NotFoundException, BadRequestException `person`; as `ConsentBook.answer`.
   */
  async set(sessionId: string, { kind, given, person }: SetSessionConsent): Promise<void> {
    const session = await this.#find(sessionId);
    if (person === undefined) return this.book.answer(ownOf(session), kind, given, 'rest');
    if (given) throw badField('person', 'answers for themselves: only a no can be said for them');
    const isOwn = false;
    const { ownerId = null } = session;
    await this.book.answer({ sessionId, ownerId, person, isOwn }, kind, false, 'rest');
  }

  /** What stands for all sessions counts for who comes as the account, which is known while they are here. */
  async #entryOf(session: SessionInfo, rows: readonly StoredConsent[]): Promise<ConsentEntry> {
    const account = accountOf(session);
    const standing = account === undefined ? undefined : await this.store.standingOf(account);
    const who = ownOf(session);
    const entry = new ConsentEntry(who);
    const coming = { account, isByToken: true };
    entry.come(coming);
    entry.arrive(coming);
    const stands = standing?.answers ?? new Map();
    const key = account === undefined ? '' : keyOfAccount(account);
    entry.replace(answersOf(who, rows), new Map([[key, stands]]));
    return entry;
  }

  async #find(sessionId: string): Promise<SessionInfo> {
    const session = await this.conversations.findSession(sessionId);
    if (session === undefined) throw sessionNotFound();
    return session;
  }
}

function ownOf({ sessionId, ownerId = null, userId }: SessionInfo): StoredParticipant {
  return { sessionId, ownerId, person: userId, isOwn: true };
}
