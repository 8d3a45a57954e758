import { Injectable, NotFoundException } from '@nestjs/common';

import { type Identity, isAdmin } from '../identity';
import { ConsentBook } from './consent-book';
import { ConsentStore } from './consent-store';
import { type SetUserConsent, toConsentJson, type UserConsentsJson } from './consent.schema';

/** What users allow in all their sessions: theirs to see and change, and admins'. To others there is no such user. */
@Injectable()
export class UserConsents {
  constructor(
    private readonly store: ConsentStore,
    private readonly book: ConsentBook,
  ) {}

  /** @throws NotFoundException */
  async of(caller: Identity, userId: string): Promise<UserConsentsJson> {
    const isOwn = isAdmin(caller) || caller.ownerId === userId;
    const found = isOwn ? await this.store.standingOf({ ownerId: userId }) : undefined;
    if (found === undefined) throw new NotFoundException('There is no such user');
    const { answers } = found;
    return {
      memory: answers.get('memory') ?? false,
      recording: answers.get('recording') ?? false,
      processing: answers.get('processing') ?? false,
      given: (await this.store.standingRows(userId)).map(toConsentJson),
    };
  }

  /** It counts at once in those that go on here. @throws NotFoundException */
  async set(caller: Identity, userId: string, { kind, given }: SetUserConsent): Promise<void> {
    await this.of(caller, userId);
    await this.book.answerStanding(userId, kind, given);
  }
}
