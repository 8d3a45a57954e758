import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { discordUserOf, SessionEntity, UserEntity } from '@vox/database';
import { entriesUpTo, type SessionInfo } from '@vox/voice-core';
import { LRUCache } from 'lru-cache';
import { Repository } from 'typeorm';

import { Consents } from '../consents';
import { ConversationService } from '../conversation';
import { MemoryConsent } from './memory-consent';

/** Of whom something is remembered: a user, and who talks in their sessions. */
export type Person = {
  readonly userId: string;
  readonly person: string;
  /** The user themselves talks, who is linked with that Discord user: one person, by whatever door they come. */
  readonly discordUserId?: string;
};

const MAX_KNOWN = 10_000;

/** What somebody allows, or takes back, counts after that long everywhere. */
const KNOWN_FOR_MS = 5000;

const DISCORD = /^discord:(?<id>\d+)$/u;

/** Tells of whom something may be remembered in a session: the one who opened it, or, in Discord, the user who is known by that account. */
@Injectable()
export class Rememberer {
  readonly #known: LRUCache<string, { readonly person: Person | undefined }>;

  constructor(
    @InjectRepository(UserEntity) private readonly users: Repository<UserEntity>,
    @InjectRepository(SessionEntity) private readonly sessions: Repository<SessionEntity>,
    private readonly conversations: ConversationService,
    private readonly consent: MemoryConsent,
    consents: Consents,
  ) {
    this.#known = new LRUCache<string, { readonly person: Person | undefined }>({
      ...entriesUpTo(MAX_KNOWN),
      ttl: KNOWN_FOR_MS,
      fetchMethod: async (sessionId) => ({ person: await this.#find(sessionId) }),
    });
    consents.listen(({ sessionId }) => void this.#known.delete(sessionId));
  }

  /** Undefined where nobody is known, or they have not allowed it. Rejects when the database cannot be asked. */
  async of(sessionId: string): Promise<Person | undefined> {
    return (await this.#known.fetch(sessionId))?.person;
  }

  async #find(sessionId: string): Promise<Person | undefined> {
    const session = await this.conversations.findSession(sessionId);
    if (session === undefined) return undefined;
    const userId = session.ownerId ?? (await this.#byDiscord(session.userId));
    if (userId === undefined) return undefined;
    const isGiven = await this.consent.isGiven(userId, session.userId, sessionId);
    if (!isGiven) return undefined;
    const person = { userId, person: session.userId };
    const discordUserId = await this.#themselves(userId, session);
    return discordUserId === undefined ? person : { ...person, discordUserId };
  }

  /** With whom the user is linked, if it is they who talk in the session. */
  async #themselves(userId: string, session: SessionInfo): Promise<string | undefined> {
    const user = await this.users.findOneBy({ id: userId });
    const discordUserId = user?.discordUserId ?? undefined;
    if (discordUserId === undefined) return undefined;
    const isTheirs =
      discordUserOf(session) === discordUserId ||
      (await this.sessions.existsBy({ id: session.sessionId, ownerId: userId, asOwner: true }));
    return isTheirs ? discordUserId : undefined;
  }

  async #byDiscord(person: string): Promise<string | undefined> {
    const discordUserId = DISCORD.exec(person)?.groups?.['id'];
    if (discordUserId === undefined) return undefined;
    return (await this.users.findOneBy({ discordUserId }))?.id;
  }
}
