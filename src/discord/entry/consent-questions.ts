import { Logger } from '@nestjs/common';
import type { ConsentKind } from '@vox/protocol';
import type { AgentConfig, Conversations, Speaker } from '@vox/voice-core';

import { accountOf, type ConsentBook, type ConsentSeat, type Needed } from '../../consents';
import type { AskedConsent } from '../consent-message';
import { loggable } from '../error-code';
import { openSession } from '../sessions/open-session';
import type { SessionAgents } from '../sessions/session-agents';

/** The session that somebody in the channel talks in, or would. */
export type SessionOfPerson = {
  readonly sessionId: string;
  readonly userId: string;
  /** It is theirs alone. */
  readonly isOwn: boolean;
};

/** Asks people for what the agent that they talk with needs, where they can press a button. @returns whether that is posted. */
export type AskForConsents = (
  people: readonly Speaker[],
  needed: Needed,
  agentName: string,
) => Promise<boolean>;

export type ConsentQuestionsDeps = {
  readonly consents: Pick<ConsentBook, 'enter' | 'neededBy'>;
  readonly conversations: Pick<Conversations, 'getOrCreateSession'>;
  readonly agents: Pick<SessionAgents, 'of' | 'wantedFor' | 'hasBegun'>;
  readonly sessionOf: (person: Speaker) => SessionOfPerson;
  /** Who is in the channel and may be asked. */
  readonly people: () => readonly Speaker[];
  readonly ask: AskForConsents;
};

/** Somebody who was looked at, and what ends listening to what becomes of their answers. */
type Seated = { readonly person: Speaker; readonly seat: ConsentSeat; readonly stop: () => void };

/** Asks those in a voice channel for what their agent wants to be allowed: when the bot comes, when somebody does, and when another agent takes over. */
export class ConsentQuestions {
  readonly #logger = new Logger('GuildConversation');
  readonly #needs = new WeakMap<AgentConfig, Needed>();
  readonly #entering = new Map<string, Promise<Seated>>();
  readonly #seats = new Map<string, Seated>();
  /** Who is here and was looked at: nothing is missing that they were not asked for. */
  readonly #known = new Set<string>();
  /** By person. */
  readonly #asked = new Map<string, ReadonlySet<ConsentKind>>();
  #isAsking = false;

  constructor(private readonly deps: ConsentQuestionsDeps) {}

  /** Who takes part. */
  get userIds(): readonly string[] {
    return [...this.#entering.keys()];
  }

  /** Nothing that is needed for it is missing. */
  isHeard(userId: string): boolean {
    const seat = this.#seats.get(userId)?.seat;
    return seat?.isHeard ?? this.#neededBy({ id: userId, name: '' }).required.length === 0;
  }

  /** Asks whoever is there and was not asked yet. Never rejects. */
  async check(): Promise<void> {
    if (this.#isAsking) return;
    this.#isAsking = true;
    const unasked: string[] = [];
    try {
      for (;;) {
        const people = this.deps.people().filter(({ id }) => !this.#known.has(id));
        if (people.length === 0) break;
        for (const { id } of people) this.#known.add(id);
        unasked.push(...(await this.#askAll(people)));
      }
    } catch (error) {
      this.#logger.warn(loggable(error), 'People could not be asked what they allow');
    } finally {
      // Who could not be asked is, with the next look.
      for (const id of unasked) this.#known.delete(id);
      this.#isAsking = false;
    }
  }

  /** What they were asked for; nothing where the agent wants nothing. */
  async of(person: Speaker): Promise<readonly AskedConsent[]> {
    const { kinds } = this.#neededBy(person);
    if (kinds.length === 0) return [];
    const { seat } = await this.#enter(person);
    return kinds.map((kind) => ({ kind, isGiven: seat.isGiven(kind) }));
  }

  /** @throws as `ConsentBook.answer` */
  async answer(person: Speaker, kind: ConsentKind, isGiven: boolean): Promise<void> {
    const { conversations, agents, sessionOf } = this.deps;
    const { sessionId, userId, isOwn } = sessionOf(person);
    const { seat } = await this.#enter(person);
    await openSession(conversations, {
      sessionId,
      userId,
      // One that has begun keeps the agent that it has: another one may be taking over right now.
      ...(agents.hasBegun(sessionId) ? {} : { agentId: agents.wantedFor(sessionId) }),
      channel: 'discord',
      ...(isOwn ? { userName: person.name } : {}),
    });
    await seat.ask([kind]);
    await seat.answer(kind, isGiven);
  }

  /** Those of the session talk with another agent, which may want something else. */
  onAgent(sessionId: string): void {
    const { agents, sessionOf } = this.deps;
    for (const { person, seat } of this.#seats.values()) {
      if (sessionOf(person).sessionId === sessionId) seat.talkWith(agents.of(sessionId));
    }
    this.#known.clear();
    void this.check();
  }

  onLeft(userId: string): void {
    const entering = this.#entering.get(userId);
    this.#entering.delete(userId);
    this.#seats.delete(userId);
    this.#known.delete(userId);
    void entering?.then(({ seat, stop }) => {
      stop();
      seat.leave();
    });
  }

  /** The sessions are others from now on. */
  renew(): void {
    for (const userId of [...this.#entering.keys()]) this.onLeft(userId);
    this.#known.clear();
    this.#asked.clear();
  }

  /** @returns ids of those who could not be asked. */
  async #askAll(people: readonly Speaker[]): Promise<string[]> {
    const byAgent = new Map<AgentConfig, Speaker[]>();
    for (const person of people) {
      const agent = this.#agentOf(person);
      byAgent.set(agent, [...(byAgent.get(agent) ?? []), person]);
    }
    const asking = [...byAgent].map(([agent, theirs]) => this.#ask(agent, theirs));
    return (await Promise.all(asking)).flat();
  }

  async #ask(agent: AgentConfig, people: readonly Speaker[]): Promise<string[]> {
    const needed = this.#needsOf(agent);
    if (needed.kinds.length === 0) return [];
    const seated = await Promise.all(people.map((person) => this.#enter(person)));
    const open = seated.flatMap(({ person, seat }) => (this.#isOpen(person, seat) ? [person] : []));
    if (open.length === 0) return [];
    if (!(await this.deps.ask(open, needed, agent.name))) return open.map(({ id }) => id);
    for (const { id } of open) {
      this.#asked.set(id, new Set([...(this.#asked.get(id) ?? []), ...needed.kinds]));
    }
    return [];
  }

  /** They have not answered something that they were not asked for yet. */
  #isOpen({ id }: Speaker, { unanswered }: ConsentSeat): boolean {
    return unanswered.kinds.some((kind) => this.#asked.get(id)?.has(kind) !== true);
  }

  #agentOf(person: Speaker): AgentConfig {
    return this.deps.agents.of(this.deps.sessionOf(person).sessionId);
  }

  #neededBy(person: Speaker): Needed {
    return this.#needsOf(this.#agentOf(person));
  }

  #needsOf(agent: AgentConfig): Needed {
    const needed = this.#needs.get(agent) ?? this.deps.consents.neededBy(agent);
    this.#needs.set(agent, needed);
    return needed;
  }

  #enter(person: Speaker): Promise<Seated> {
    const known = this.#entering.get(person.id);
    if (known !== undefined) return known;
    const entering = this.#seatOf(person);
    this.#entering.set(person.id, entering);
    void entering.then((seated) => {
      if (this.#entering.get(person.id) === entering) this.#seats.set(person.id, seated);
    });
    return entering;
  }

  async #seatOf(person: Speaker): Promise<Seated> {
    const { sessionId, userId, isOwn } = this.deps.sessionOf(person);
    const seat = await this.deps.consents.enter({
      sessionId,
      ownerId: null,
      person: isOwn ? userId : person.id,
      isOwn,
      door: 'discord',
      account: accountOf({ userId: `discord:${person.id}` }),
    });
    seat.talkWith(this.deps.agents.of(sessionId));
    const stop = seat.onChange((kind, isGiven) => {
      if (!isGiven) this.#onTaken(person.id, seat.unanswered.kinds.includes(kind));
    });
    return { person, seat, stop };
  }

  /** An answer does not count any more. Where it was deleted nobody would know why they are not heard. */
  #onTaken(userId: string, isUnanswered: boolean): void {
    if (!isUnanswered) return;
    this.#asked.delete(userId);
    this.#known.delete(userId);
    void this.check();
  }
}
