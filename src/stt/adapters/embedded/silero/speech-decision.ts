/** Silero's own default; at 0.6 it drops soft word endings. */
const START = 0.5;

/** Speech that is going on goes on down to here. */
const STOP = 0.35;

/** Rejects clicks: speech of 50 ms counts, which takes three windows. They cost an onset that the pre-roll covers. */
const ONSET_WINDOWS = 3;

/** The shortest silence that works: endpointing counts silence itself, so the detector must not hold speech up. */
const QUIET_WINDOWS = 3;

/**
 * Whether speech is going on, from the probability of each 32 ms: two thresholds, and at both ends a few windows of patience.
 * Verdict for verdict what sherpa-onnx decides with a threshold of 0.5, 50 ms of speech and 50 ms of silence.
 */
export class SpeechDecision {
  #isSpeech = false;
  /** Windows since the first that may begin speech, itself included. */
  #onset = 0;
  /** Windows since the first that may end it, itself included. */
  #quiet = 0;

  get isSpeech(): boolean {
    return this.#isSpeech;
  }

  next(probability: number): void {
    if (this.#isSpeech) this.#goOn(probability);
    else this.#begin(probability);
  }

  reset(): void {
    this.#isSpeech = false;
    this.#onset = 0;
    this.#quiet = 0;
  }

  #begin(probability: number): void {
    this.#onset = probability > START ? this.#onset + 1 : 0;
    if (this.#onset === ONSET_WINDOWS) this.#isSpeech = true;
  }

  #goOn(probability: number): void {
    if (probability > START) {
      this.#quiet = 0;
      return;
    }
    // Between the thresholds speech goes on, and so does a silence that has begun.
    const mayEnd = probability <= STOP;
    if (mayEnd || this.#quiet > 0) this.#quiet++;
    if (mayEnd && this.#quiet >= QUIET_WINDOWS) this.reset();
  }
}
