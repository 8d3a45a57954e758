import { randomBytes } from 'node:crypto';

import { type Clock, SystemClock } from '@vox/voice-core';

import { type BookedInvite, InviteBook, UnknownSessionError } from '../../src/invites/invite-book';
import { Invites } from '../../src/invites/invites';
import { SecretBox } from '../../src/secrets';

/** `InviteBook` in memory. */
export class MemoryInviteBook extends InviteBook {
  readonly #invites = new Map<string, BookedInvite>();

  /** @param knows Which sessions there are. */
  constructor(private readonly knows: (sessionId: string) => boolean = () => true) {
    super();
  }

  override async add(invite: Omit<BookedInvite, 'uses'>): Promise<void> {
    if (!this.knows(invite.sessionId)) throw new UnknownSessionError();
    this.#invites.set(invite.id, { ...invite, uses: 0 });
  }

  override async use(id: string): Promise<boolean> {
    const invite = this.#invites.get(id);
    if (invite === undefined || invite.uses >= (invite.maxUses ?? Infinity)) return false;
    this.#invites.set(id, { ...invite, uses: invite.uses + 1 });
    return true;
  }

  override async remove(_sessionId: string, id: string): Promise<boolean> {
    return this.#invites.delete(id);
  }

  override async list(sessionId: string): Promise<BookedInvite[]> {
    return [...this.#invites.values()].filter((invite) => invite.sessionId === sessionId);
  }
}

/** Invites without a database, under `key`. */
export function memoryInvites(
  clock: Clock = new SystemClock(),
  key = randomBytes(32),
  book: InviteBook = new MemoryInviteBook(),
): Invites {
  const secrets = new SecretBox({ find: async () => key, findOrMake: async () => key });
  return new Invites(book, secrets, clock);
}
