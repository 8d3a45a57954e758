import { frameSamples } from '@vox/voice-core';

const REPEAT_SAMPLES = frameSamples(48_000);

/** What each further repetition keeps of the level; after three of them nothing audible is left. */
const FADE = 0.5;
const MAX_REPEATS = 3;

/**
 * Fills short holes in 48 kHz mono speech: the last 20 ms again and again, fading, then silence.
 *
 * A recognizer takes a click of silence inside a word for a plosive; a fading repetition it ignores.
 */
export class LossConcealment {
  #last = new Int16Array(REPEAT_SAMPLES);
  #repeats = MAX_REPEATS;

  /** Real audio was played; it is what the next hole is filled with. Shorter than 20 ms leaves it as it was. */
  remember(pcm: Int16Array): void {
    this.#repeats = 0;
    if (pcm.length >= REPEAT_SAMPLES) this.#last = pcm.slice(-REPEAT_SAMPLES);
  }

  conceal(samples: number): Int16Array {
    const pcm = new Int16Array(samples);
    for (let start = 0; start < samples; start += REPEAT_SAMPLES) {
      if (this.#repeats >= MAX_REPEATS) break;
      this.#repeats += 1;
      const gain = FADE ** this.#repeats;
      const length = Math.min(REPEAT_SAMPLES, samples - start);
      for (let i = 0; i < length; i++) pcm[start + i] = (this.#last[i] ?? 0) * gain;
    }
    return pcm;
  }
}
