import { Framer, Resampler } from '@vox/audio';
import type { AudioFrame, SampleRateHz } from '@vox/voice-core';

/** Brings frames of any rate, one after another, to the rate of a sink; those that have it pass as they are. */
export class SinkRate {
  #converter:
    { readonly fromHz: number; readonly resampler: Resampler; readonly framer: Framer } | undefined;

  constructor(private readonly toHz: SampleRateHz) {}

  convert(frame: AudioFrame): AudioFrame[] {
    const { toHz } = this;
    if (frame.sampleRateHz === toHz) return [frame];
    if (this.#converter?.fromHz !== frame.sampleRateHz) {
      this.#converter = {
        fromHz: frame.sampleRateHz,
        resampler: new Resampler(frame.sampleRateHz, toHz),
        framer: new Framer(toHz),
      };
    }
    return this.#converter.framer.pushOwned(this.#converter.resampler.push(frame.pcm));
  }

  /** What is left of the last frame, filled up with silence. */
  flush(): AudioFrame | undefined {
    return this.#converter?.framer.flush();
  }
}
