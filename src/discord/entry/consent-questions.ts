import { Logger } from '@nestjs/common';
import type { ConsentKind } from '@vox/protocol';
import type { AgentConfig, Conversations, Speaker } from '@vox/voice-core';

import { accountOf, type ConsentBook, type ConsentSeat, type Needed } from '../../consents';
import type { AskedConsent } from '../consent-message';
import { loggable } from '../error-code';

/** The session that somebody in the channel talks in, or would. */
export type SessionOfPerson = {
  readonly sessionId: string;
  readonly userId: string;
  /** It is theirs alone. */
  readonly isOwn: boolean;
};

export type ConsentQuestionsDeps = {
  readonly consents: Pick<ConsentBook, 'enter' | 'neededBy'>;
  readonly conversations: Pick<Conversations, 'getOrCreateSession'>;
  readonly sessionOf: (person: Speaker) => SessionOfPerson;
  /** Who is in the channel and may be asked. */
  readonly people: () => readonly Speaker[];
  /** Asks them, where they can press a button. @returns whether that is posted. */
  readonly ask: (people: readonly Speaker[], needed: Needed) => Promise<boolean>;
};

/** Asks those in a voice channel for what its agent wants to be allowed: when the bot comes, and when somebody does. */
export class ConsentQuestions {
  readonly #logger = new Logger('GuildConversation');
  readonly #needed: Needed;
  readonly #entering = new Map<string, Promise<ConsentSeat>>();
  readonly #seats = new Map<string, ConsentSeat>();
  /** Who is here and was looked at. */
  readonly #known = new Set<string>();
  readonly #asked = new Set<string>();
  #isAsking = false;

  constructor(
    private readonly agent: AgentConfig,
    private readonly deps: ConsentQuestionsDeps,
  ) {
    this.#needed = deps.consents.neededBy(agent);
  }

  /** Nothing that is needed for it is missing. */
  isHeard(userId: string): boolean {
    return this.#needed.required.length === 0 || this.#seats.get(userId)?.isHeard === true;
  }

  /** Asks whoever is there and was not asked yet. Never rejects. */
  async check(): Promise<void> {
    if (this.#needed.kinds.length === 0 || this.#isAsking) return;
    this.#isAsking = true;
    try {
      for (;;) {
        const people = this.deps.people().filter(({ id }) => !this.#known.has(id));
        if (people.length === 0) break;
        for (const { id } of people) this.#known.add(id);
        await this.#ask(people);
      }
    } catch (error) {
      this.#logger.warn(loggable(error), 'People could not be asked what they allow');
    } finally {
      this.#isAsking = false;
    }
  }

  /** What they were asked for; nothing where the agent wants nothing. */
  async of(person: Speaker): Promise<readonly AskedConsent[]> {
    const { kinds } = this.#needed;
    if (kinds.length === 0) return [];
    const seat = await this.#enter(person);
    return kinds.map((kind) => ({ kind, isGiven: seat.isGiven(kind) }));
  }

  /** @throws as `ConsentBook.answer` */
  async answer(person: Speaker, kind: ConsentKind, isGiven: boolean): Promise<void> {
    const { conversations, sessionOf } = this.deps;
    const { sessionId, userId, isOwn } = sessionOf(person);
    const seat = await this.#enter(person);
    await conversations.getOrCreateSession({
      sessionId,
      userId,
      agentId: this.agent.id,
      channel: 'discord',
      ...(isOwn ? { userName: person.name } : {}),
    });
    await seat.ask([kind]);
    await seat.answer(kind, isGiven);
  }

  onLeft(userId: string): void {
    const entering = this.#entering.get(userId);
    this.#entering.delete(userId);
    this.#seats.delete(userId);
    this.#known.delete(userId);
    void entering?.then((seat) => seat.leave());
  }

  /** The sessions are others from now on. */
  renew(): void {
    for (const userId of [...this.#entering.keys()]) this.onLeft(userId);
    this.#known.clear();
    this.#asked.clear();
  }

  async #ask(people: readonly Speaker[]): Promise<void> {
    const seats = await Promise.all(people.map((person) => this.#enter(person)));
    const open = people.filter(
      ({ id }, index) => !this.#asked.has(id) && seats[index]?.unanswered.kinds.length !== 0,
    );
    if (open.length === 0) return;
    const isAsked = await this.deps.ask(open, this.#needed);
    for (const { id } of isAsked ? open : []) this.#asked.add(id);
  }

  #enter(person: Speaker): Promise<ConsentSeat> {
    const known = this.#entering.get(person.id);
    if (known !== undefined) return known;
    const entering = this.#seatOf(person);
    this.#entering.set(person.id, entering);
    void entering.then((seat) => {
      if (this.#entering.get(person.id) === entering) this.#seats.set(person.id, seat);
    });
    return entering;
  }

  async #seatOf(person: Speaker): Promise<ConsentSeat> {
    const { sessionId, userId, isOwn } = this.deps.sessionOf(person);
    const seat = await this.deps.consents.enter({
      sessionId,
      ownerId: null,
      person: isOwn ? userId : person.id,
      isOwn,
      door: 'discord',
      account: accountOf({ userId: `discord:${person.id}` }),
    });
    seat.talkWith(this.agent);
    return seat;
  }
}
