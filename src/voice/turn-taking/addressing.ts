import type { GroupRules, Speaker } from '@vox/voice-core';

import { calls } from './wake-phrase/wake-phrase';
import type { UserMessage } from '../turn/user-turn';

/** How long after an answer the person who got it still speaks to the agent without naming it. */
const FOLLOW_UP_MS = 8_000;

/** Something that is said; without text while its words are not known. Began at `startedAtMs` of `Clock.nowMs`. */
export type Remark = UserMessage & { readonly startedAtMs: number };

/**
 * Tells what is said to the agent from what people say to each other, and whose voice may interrupt it.
 *
 * It is told of every answer: `answering` when it is certain that there will be one, `speaking` with its first sound,
 * `answered` when it is over.
 */
export class Addressing {
  #addressees = new Set<string>();
  #soundsSinceMs: number | undefined;
  #answeredAtMs: number | undefined;
  #names: readonly string[];

  constructor(
    private readonly rules: GroupRules | undefined,
    /** How many people have made themselves heard: who is there, where the channel does not know. */
    private readonly heard: () => number,
  ) {
    this.#names = rules?.addressedAs ?? [];
  }

  /** The agent that answers now is called by that name, too. */
  alsoCalled(name: string): void {
    this.#names = [...this.#names, name];
  }

  /** Speech that nobody needs to be named in: everything is for the agent. */
  get isAlways(): boolean {
    if (this.rules === undefined || this.rules.answers === 'always') return true;
    return (this.rules.peoplePresent?.() ?? this.heard()) <= 1;
  }

  answering(speakers: readonly Speaker[]): void {
    this.#addressees = new Set(speakers.map(({ id }) => id));
    this.#soundsSinceMs = undefined;
    this.#answeredAtMs = undefined;
  }

  speaking(nowMs: number): void {
    this.#soundsSinceMs = nowMs;
  }

  answered(nowMs: number): void {
    this.#answeredAtMs = nowMs;
  }

  isAddressed({ text, speaker, startedAtMs }: Remark): boolean {
    return this.isAlways || this.#isAddressee(speaker, startedAtMs) || this.#calls(text);
  }

  /** Whether it adds to what an answer that is not heard yet is for. */
  mayJoin({ text, speaker }: Remark): boolean {
    return this.isAlways || this.#addressees.has(speaker?.id ?? '') || this.#calls(text);
  }

  /** Whether it may interrupt the answer that is being heard. */
  mayInterrupt({ text, speaker, startedAtMs }: Remark): boolean {
    if (this.rules === undefined || this.#addressees.has(speaker?.id ?? '')) return true;
    // A greeting is for everybody.
    if (this.rules.bargeInBy === 'addressee' && this.#addressees.size > 0) return false;
    // Who talked to somebody else already when the agent began does not mean to interrupt it.
    const isForAgent = this.isAlways || this.#calls(text);
    return isForAgent || startedAtMs >= (this.#soundsSinceMs ?? Infinity);
  }

  #calls(text: string): boolean {
    return calls(text, this.#names);
  }

  #isAddressee(speaker: Speaker | undefined, startedAtMs: number): boolean {
    if (!this.#addressees.has(speaker?.id ?? '')) return false;
    return startedAtMs - (this.#answeredAtMs ?? startedAtMs) <= FOLLOW_UP_MS;
  }
}
