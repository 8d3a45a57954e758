import type { Playout } from '../output/playout';

/** What may happen to an answer while it runs. The floor makes it, the turn follows it. */
export class TurnControl {
  readonly #finishing = new AbortController();
  #isHeldAfterSentence = false;

  constructor(readonly playout: Playout) {}

  /** Aborts when the answer is to end with the sentence that is being spoken. */
  get finishing(): AbortSignal {
    return this.#finishing.signal;
  }

  get isHeldAfterSentence(): boolean {
    return this.#isHeldAfterSentence;
  }

  /** Nothing of it is heard from now on, until it may `goOn`. */
  hold(): void {
    this.playout.pause();
  }

  /** The same from the end of the sentence that is being spoken. */
  holdAfterSentence(): void {
    this.#isHeldAfterSentence = true;
  }

  goOn(): void {
    this.#isHeldAfterSentence = false;
    this.playout.resume();
  }

  finishSentence(): void {
    this.#finishing.abort();
    this.goOn();
  }
}
