import { frameSamples, type SampleRateHz } from '@vox/voice-core';

/** What each further repetition keeps of the level; after three of them nothing audible is left. */
const FADE = 0.5;
const MAX_REPEATS = 3;

/**
 * Fills short holes in mono speech: the last 20 ms again and again, fading, then silence.
 *
 * A recognizer takes a click of silence inside a word for a plosive; a fading repetition it ignores.
 * One instance serves one stream.
 */
export class LossConcealment {
  #last: Int16Array;
  #repeats = MAX_REPEATS;

  constructor(sampleRateHz: SampleRateHz) {
    this.#last = new Int16Array(frameSamples(sampleRateHz));
  }

  /**
   * Real audio was played; it is what the next hole is filled with. Shorter than 20 ms leaves it as it was. It is copied: who is
   * given the frame may hand it on to another thread, which leaves nothing here.
   */
  remember(pcm: Int16Array): void {
    this.#repeats = 0;
    if (pcm.length >= this.#last.length) this.#last = pcm.slice(-this.#last.length);
  }

  conceal(samples: number): Int16Array {
    const pcm = new Int16Array(samples);
    const repeatSamples = this.#last.length;
    for (let start = 0; start < samples; start += repeatSamples) {
      if (this.#repeats >= MAX_REPEATS) break;
      this.#repeats += 1;
      const gain = FADE ** this.#repeats;
      const length = Math.min(repeatSamples, samples - start);
      for (let i = 0; i < length; i++) pcm[start + i] = (this.#last[i] ?? 0) * gain;
    }
    return pcm;
  }
}
