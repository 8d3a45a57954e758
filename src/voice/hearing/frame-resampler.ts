import { Framer, Resampler } from '@vox/audio';
import type { AudioFrame } from '@vox/voice-core';

/** What detectors and recognizers take. */
const HEARING_HZ = 16_000;

/** Brings frames of 20 ms of any rate to 16 kHz; the rate may change between two of them. */
export class FrameResampler {
  #resampler: { readonly fromHz: number; readonly resampler: Resampler } | undefined;
  readonly #framer = new Framer(HEARING_HZ);

  /** @returns the frames that are complete with `frame`. */
  push({ pcm, sampleRateHz }: AudioFrame): AudioFrame[] {
    if (sampleRateHz === HEARING_HZ) return [{ pcm, sampleRateHz }];
    if (this.#resampler?.fromHz !== sampleRateHz) {
      const resampler = new Resampler(sampleRateHz, HEARING_HZ);
      this.#resampler = { fromHz: sampleRateHz, resampler };
    }
    return this.#framer.pushOwned(this.#resampler.resampler.push(pcm));
  }
}
