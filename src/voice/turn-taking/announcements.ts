import type { Speaker } from '@vox/voice-core';

import { announcement, news, notice, takeOver, type TurnRequest } from '../turn/turn-request';

/** More than anybody wants to listen to: who asks for more is refused. */
const MAX_WAITING = 20;

/** What the agent is to say of its own accord, once it may. */
export class Announcements {
  #waiting: TurnRequest[] = [];
  #takeOver: TurnRequest | undefined;
  #notices: TurnRequest[] = [];

  constructor(
    private readonly deps: {
      /** Something came of a tool too late for its turn: it is told when nothing else waits. */
      readonly hasNews: () => boolean;
      /** Nobody is saying anything. */
      readonly isQuiet: () => boolean;
      /** Nobody may be asked any more. */
      readonly isSpent: () => boolean;
    },
  ) {}

  /** @returns its turn's id; undefined when too much waits. */
  add(text: string, place: 'first' | 'last'): string | undefined {
    if (this.#waiting.length >= MAX_WAITING) return undefined;
    const request = announcement(text);
    if (place === 'first') this.#waiting.unshift(request);
    else this.#waiting.push(request);
    return request.turnId;
  }

  /**
   * Another agent goes on, and speaks before all else once nobody does; `note` is what its model is told.
   * @param answered By the one before, of several people.
   */
  takeOver(note: string, answered: readonly Speaker[]): void {
    this.#takeOver = takeOver(note, answered);
  }

  /** A limit is reached, of `speaker` where it is theirs alone: the agent says so before all else, and then nothing more. */
  limitReached(text: string, speaker: Speaker | undefined): void {
    this.#notices.push(notice(text, speaker === undefined ? [] : [speaker]));
  }

  /** Somebody is answered: whoever goes on has something to say. */
  onAnswer(): void {
    this.#takeOver = undefined;
  }

  /** One that nobody has heard comes before the others. What is no announcement has no place here. */
  putBack(withdrawn: TurnRequest | undefined): void {
    if (withdrawn?.isNotice === true) this.#notices.unshift(withdrawn);
    else if (withdrawn?.isAnnouncement === true) this.#waiting.unshift(withdrawn);
  }

  take(): TurnRequest | undefined {
    const told = this.#notices.shift();
    if (told !== undefined || this.deps.isSpent()) return told;
    if (this.#takeOver !== undefined && this.deps.isQuiet()) {
      const next = this.#takeOver;
      this.#takeOver = undefined;
      return next;
    }
    return this.#waiting.shift() ?? (this.deps.hasNews() ? news() : undefined);
  }

  clear(): void {
    this.#waiting = [];
    this.#takeOver = undefined;
  }
}
