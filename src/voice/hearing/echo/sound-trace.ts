import type { AudioFrame } from '@vox/voice-core';

/** What a trace keeps of a sound: up to 2 kHz, where loudspeakers, rooms and codecs change speech least. */
export const TRACE_HZ = 4000;

/**
 * The difference to the sample before the last passes a band around 1 kHz: without it any two voices are alike in their
 * lowest tones, and an "s", of which nothing but aliases is left at this rate, is not even like itself.
 */
const DIFFERENCE = 0.95;

/** The latest of a sound, at a few samples per ms: enough to find it in another sound. */
export class SoundTrace {
  readonly #ring: Float32Array;
  #end = 0;
  #last = 0;
  #beforeLast = 0;

  /** Keeps the last `samples` of the trace. */
  constructor(samples: number) {
    this.#ring = new Float32Array(samples);
  }

  /** Samples of the trace so far. */
  get end(): number {
    return this.#end;
  }

  push({ pcm, sampleRateHz }: AudioFrame): void {
    const step = sampleRateHz / TRACE_HZ;
    const ring = this.#ring;
    for (let from = 0; from + step <= pcm.length; from += step) {
      let sum = 0;
      for (let at = from; at < from + step; at++) sum += pcm[at] as number;
      const mean = sum / step;
      ring[this.#end % ring.length] = mean - DIFFERENCE * this.#beforeLast;
      this.#beforeLast = this.#last;
      this.#last = mean;
      this.#end += 1;
    }
  }

  /** Silence. */
  skip(samples: number): void {
    if (samples >= this.#ring.length) this.#ring.fill(0);
    else for (let at = 0; at < samples; at++) this.#ring[(this.#end + at) % this.#ring.length] = 0;
    this.#end += samples;
    this.#last = 0;
    this.#beforeLast = 0;
  }

  /** Fills `into` with what ends at sample `end`; silence where nothing is kept (any more, or yet). */
  read(end: number, into: Float32Array): void {
    const ring = this.#ring;
    const oldest = Math.max(0, this.#end - ring.length);
    for (let index = 0, at = end - into.length; index < into.length; index++, at++) {
      into[index] = at < oldest || at >= this.#end ? 0 : (ring[at % ring.length] as number);
    }
  }
}
