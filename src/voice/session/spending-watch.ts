import {
  type Clock,
  LimitReachedError,
  type Payer,
  type SpendingLimit,
  type SpendingLimits,
  type VoiceEvent,
} from '@vox/voice-core';

import { limitWords, NEAR_NOTE } from '../turn/limit-words';

/** Whoever goes on talking is told again, and not with every word. */
const REFUSED_EVERY_MS = 10_000;

/** Sees to it that a session knows of the limits to what it may spend: tells of each once, and of a refusal now and then. */
export class SpendingWatch {
  readonly #told = new Set<string>();
  #isTold = false;
  #refusedAtMs = -Infinity;
  readonly #end: () => void;

  constructor(
    private readonly payer: () => Payer,
    private readonly deps: {
      /** Anything may be spent when absent. */
      readonly limits?: SpendingLimits | undefined;
      readonly clock: Clock;
      readonly emit: (event: VoiceEvent) => void;
      /** BCP 47: in which the agent speaks now. */
      readonly language: () => string | undefined;
      /** What goes on ends, and the agent says why. */
      readonly endWith: (text: string) => void;
    },
  ) {
    this.#end = deps.limits?.listen(() => this.#check()) ?? (() => undefined);
  }

  /** The limit that is reached; undefined while there is something to spend. */
  readonly reached = (): SpendingLimit | undefined => this.deps.limits?.reached(this.payer());

  /** What the model is to know of it. */
  readonly note = (): string | undefined => (this.#near.length > 0 ? NEAR_NOTE : undefined);

  /** Something was said that is not answered. */
  readonly refuse = (limit: SpendingLimit): void => {
    const { clock, emit } = this.deps;
    if (clock.nowMs() - this.#refusedAtMs < REFUSED_EVERY_MS) return;
    this.#refusedAtMs = clock.nowMs();
    const { message } = new LimitReachedError(limit);
    emit({ type: 'session-failure', failure: { code: 'cap_reached', message } });
  };

  close(): void {
    this.#end();
  }

  get #near(): readonly SpendingLimit[] {
    return this.deps.limits?.near(this.payer()) ?? [];
  }

  /** Tells of what is new. */
  #check(): void {
    const { emit, endWith, language } = this.deps;
    for (const limit of this.#near) {
      const name = `${limit.scope} ${limit.unit}`;
      if (!this.#told.has(name)) emit({ type: 'limit-near', limit });
      this.#told.add(name);
    }
    const limit = this.reached();
    // Another day, or another setting: then it is told anew.
    const isNew = limit !== undefined && !this.#isTold;
    this.#isTold = limit !== undefined;
    if (!isNew) return;
    emit({ type: 'limit-reached', limit });
    endWith(limitWords(limit, language()));
  }
}
