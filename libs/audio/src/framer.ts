import { type AudioFrame, frameSamples, type SampleRateHz } from '@vox/voice-core';

/** Cuts PCM that comes in chunks of any size into 20 ms frames. One instance serves one stream. */
export class Framer {
  readonly #sampleRateHz: SampleRateHz;
  #pcm: Int16Array;
  #filled = 0;

  constructor(sampleRateHz: SampleRateHz) {
    this.#sampleRateHz = sampleRateHz;
    this.#pcm = new Int16Array(frameSamples(sampleRateHz));
  }

  /** Takes mono samples at this framer's rate (they are copied); gives the frames that are full. */
  push(pcm: Int16Array): AudioFrame[] {
    const frames: AudioFrame[] = [];
    let taken = 0;
    while (taken < pcm.length) {
      const part = pcm.subarray(taken, taken + this.#pcm.length - this.#filled);
      this.#pcm.set(part, this.#filled);
      this.#filled += part.length;
      taken += part.length;
      if (this.#filled === this.#pcm.length) frames.push(this.#take());
    }
    return frames;
  }

  /** As `push`, of samples that nobody else keeps: a frame in memory of its own is given as it is, which most are. */
  pushOwned(pcm: Int16Array): AudioFrame[] {
    const isFrame = this.#filled === 0 && pcm.length === this.#pcm.length;
    if (!isFrame || pcm.byteLength !== pcm.buffer.byteLength) return this.push(pcm);
    return [{ pcm, sampleRateHz: this.#sampleRateHz }];
  }

  /** The last, partly filled frame, padded with silence; nothing when no samples wait. */
  flush(): AudioFrame | undefined {
    return this.#filled === 0 ? undefined : this.#take();
  }

  #take(): AudioFrame {
    const frame = { pcm: this.#pcm, sampleRateHz: this.#sampleRateHz };
    this.#pcm = new Int16Array(frame.pcm.length);
    this.#filled = 0;
    return frame;
  }
}
