import type { Playout } from '../output/playout';

/** What may happen to an answer while it runs. The floor makes it, the turn follows it. */
export class TurnControl {
  readonly #finishing = new AbortController();
  #isPausedAfterSentence = false;
  #isCut = false;

  /** @param onCut It fell silent in mid-sound, and goes on after that. */
  constructor(
    readonly playout: Playout,
    private readonly onCut: (isCut: boolean) => void,
  ) {}

  /** Aborts when the answer is to end with the sentence that is being spoken. */
  get finishing(): AbortSignal {
    return this.#finishing.signal;
  }

  get isPausedAfterSentence(): boolean {
    return this.#isPausedAfterSentence;
  }

  /** Nothing of the answer is heard from now on, until `resume`. */
  pause(): void {
    if (!this.playout.pause()) return;
    this.#isCut = true;
    this.onCut(true);
  }

  /** Nothing of the answer is heard after the sentence that is being spoken, until `resume`. */
  pauseAfterSentence(): void {
    this.#isPausedAfterSentence = true;
  }

  resume(): void {
    this.#isPausedAfterSentence = false;
    this.playout.resume();
    if (!this.#isCut) return;
    this.#isCut = false;
    this.onCut(false);
  }

  finishSentence(): void {
    this.#finishing.abort();
    this.resume();
  }
}
