/**
 * What is spoken in the bench: noise, the same in every run, of which no two stretches are alike. A tone or a constant
 * would be the echo of itself.
 */
export class Noise {
  readonly #samples: Int16Array;
  #at = 0;

  /** Repeats after 64 frames: longer than an echo may take. */
  constructor(frameSamples: number, amplitude: number, seed: number) {
    let state = seed;
    this.#samples = Int16Array.from({ length: 64 * frameSamples }, () => {
      // The generator of Numerical Recipes; its high bits are random enough.
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return Math.round((state / 2 ** 31 - 1) * amplitude);
    });
  }

  /** The next `samples` of it; a copy, for frames are given away. */
  next(samples: number): Int16Array {
    if (this.#at + samples > this.#samples.length) this.#at = 0;
    this.#at += samples;
    return this.#samples.slice(this.#at - samples, this.#at);
  }
}
