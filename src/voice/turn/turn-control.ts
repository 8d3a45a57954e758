import type { Playout } from '../output/playout';

/** What may happen to an answer while it runs. The floor makes it, the turn follows it. */
export class TurnControl {
  readonly #finishing = new AbortController();
  #isPausedAfterSentence = false;

  constructor(readonly playout: Playout) {}

  /** Aborts when the answer is to end with the sentence that is being spoken. */
  get finishing(): AbortSignal {
    return this.#finishing.signal;
  }

  get isPausedAfterSentence(): boolean {
    return this.#isPausedAfterSentence;
  }

  /** Nothing of the answer is heard from now on, until `resume`. */
  pause(): void {
    this.playout.pause();
  }

  /** Nothing of the answer is heard after the sentence that is being spoken, until `resume`. */
  pauseAfterSentence(): void {
    this.#isPausedAfterSentence = true;
  }

  resume(): void {
    this.#isPausedAfterSentence = false;
    this.playout.resume();
  }

  finishSentence(): void {
    this.#finishing.abort();
    this.resume();
  }
}
