import {
  type Clock,
  LimitReachedError,
  type Payer,
  type Speaker,
  type SpendingLimit,
  type SpendingLimits,
  type VoiceEvent,
} from '@vox/voice-core';

import { limitWords, NEAR_NOTE } from '../turn/limit-words';
import { payerFor } from './payer-for';

/** Whoever goes on talking is told again, and not with every word. */
const REFUSED_EVERY_MS = 10_000;

type Person = { readonly speaker: Speaker; readonly release: () => void };

/**
 * Sees to it that a session knows of the limits to what it may spend: tells of each once, and of a refusal now and then. Where several
 * people share it, each has a limit of their own, which concerns nobody else.
 */
export class SpendingWatch {
  readonly #near = new Set<string>();
  readonly #reached = new Set<string>();
  /** Of several people those who have said something and are on their own account, by what the channel calls them. */
  readonly #people = new Map<string, Person>();
  #refusedAtMs = -Infinity;
  readonly #end: () => void;

  constructor(
    private readonly session: () => Payer,
    private readonly deps: {
      /** Anything may be spent when absent. */
      readonly limits?: SpendingLimits | undefined;
      readonly clock: Clock;
      readonly emit: (event: VoiceEvent) => void;
      /** BCP 47: in which the agent speaks now. */
      readonly language: () => string | undefined;
      /** What goes on ends, and the agent says why: to `speaker`, where it is their own limit. */
      readonly endWith: (text: string, speaker: Speaker | undefined) => void;
    },
  ) {
    this.#end = deps.limits?.listen(() => this.#check()) ?? (() => undefined);
  }

  /** On whose account what `asked` have said is answered: the first one's who has something to spend; the session's own without them. */
  readonly payer = (asked: readonly Speaker[] = []): Payer => {
    for (const speaker of asked) this.#meet(speaker);
    const session = this.session();
    const payers = asked.map((speaker) => payerFor(speaker, session));
    const { limits } = this.deps;
    return payers.find((payer) => limits?.reached(payer) === undefined) ?? payers[0] ?? session;
  };

  /** The limit that is reached; undefined while there is something to spend. */
  readonly reached = (asked: readonly Speaker[] = []): SpendingLimit | undefined =>
    this.deps.limits?.reached(this.payer(asked));

  /** What the model is to know of it that answers `asked`. */
  readonly note = (asked: readonly Speaker[] = []): string | undefined =>
    this.#nearOf(this.payer(asked)).length > 0 ? NEAR_NOTE : undefined;

  /** Something was said by `asked` that is not answered. */
  readonly refuse = (limit: SpendingLimit, asked: readonly Speaker[] = []): void => {
    const { clock, emit } = this.deps;
    // Who had reached theirs before they came has not been told.
    for (const speaker of asked) this.#checkOne(speaker);
    if (clock.nowMs() - this.#refusedAtMs < REFUSED_EVERY_MS) return;
    this.#refusedAtMs = clock.nowMs();
    const { message } = new LimitReachedError(limit);
    emit({ type: 'session-failure', failure: { code: 'cap_reached', message } });
  };

  /** All of this for one person, whose name and account may change. */
  for(newest: () => Speaker | undefined) {
    const asked = () => [newest() ?? []].flat();
    return {
      payer: () => this.payer(asked()),
      spending: {
        reached: () => this.reached(asked()),
        refuse: (limit: SpendingLimit) => this.refuse(limit, asked()),
      },
    };
  }

  close(): void {
    this.#end();
    for (const { release } of this.#people.values()) release();
    this.#people.clear();
  }

  #nearOf(payer: Payer): readonly SpendingLimit[] {
    return this.deps.limits?.near(payer) ?? [];
  }

  /** What somebody has spent elsewhere is looked up, and kept up to date, from when they say something. */
  #meet(speaker: Speaker): void {
    const { account } = speaker;
    const { limits } = this.deps;
    if (account === undefined || limits === undefined) return;
    const met = this.#people.get(account.userId);
    if (met?.speaker.account?.ownerId === account.ownerId) return;
    met?.release();
    const { agentId, agentLimits } = this.session();
    let isOver = false;
    let release = (): void => void (isOver = true);
    // The session itself is kept up to date already.
    const payer = payerFor(speaker, { ...(agentId === undefined ? {} : { agentId }), agentLimits });
    void limits
      .open(() => payer)
      .then((opened) => {
        if (isOver) opened.release();
        else release = () => opened.release();
      });
    this.#people.set(account.userId, { speaker, release: () => release() });
  }

  /** Tells of what is new. */
  #check(): void {
    this.#checkOne(undefined);
    for (const { speaker } of [...this.#people.values()]) this.#checkOne(speaker);
  }

  /** @param speaker One of several people, of whom their own limit counts; the session's all are told of without one. */
  #checkOne(speaker: Speaker | undefined): void {
    if (speaker !== undefined && speaker.account === undefined) return;
    const { emit, endWith, language, limits } = this.deps;
    const payer = payerFor(speaker, this.session());
    const isOwn = ({ scope }: SpendingLimit) => speaker === undefined || scope === 'user';
    const who = speaker?.account?.userId ?? '';
    const by = speaker === undefined ? {} : { speaker };
    for (const limit of this.#nearOf(payer).filter(isOwn)) {
      const name = `${who} ${limit.scope} ${limit.unit}`;
      if (!this.#near.has(name)) emit({ type: 'limit-near', limit, ...by });
      this.#near.add(name);
    }
    const limit = limits?.reached(payer);
    // Another day, or another setting: then it is told anew.
    if (limit === undefined) this.#reached.delete(who);
    if (limit === undefined || !isOwn(limit) || this.#reached.has(who)) return;
    this.#reached.add(who);
    emit({ type: 'limit-reached', limit, ...by });
    endWith(limitWords(limit, language(), speaker?.name), speaker);
  }
}
