import { FRAME_MS, frameSamples } from '@vox/voice-core';

const RATE_HZ = 48_000;
const FRAME_SAMPLES = frameSamples(RATE_HZ);
const CHANNELS = 2;

export type Side = 'left' | 'right';

/** Nothing was said in it. Nobody writes to it. */
const SILENCE = new Int16Array(FRAME_SAMPLES * CHANNELS);

/**
 * Two channels on one clock: what is put in at its moment comes out in order, 20 ms at a time, with silence where nothing was
 * put. Sounds on the same side at the same time are added up. Samples are counted at 48 kHz from the beginning.
 */
export class StereoTimeline {
  /** Those that hold something, by number. */
  readonly #frames = new Map<number, Int16Array>();
  #taken = 0;

  /** How many frames were taken. */
  get takenFrames(): number {
    return this.#taken;
  }

  get takenMs(): number {
    return this.#taken * FRAME_MS;
  }

  /** What comes for a moment that was taken is lost. */
  put(side: Side, atSample: number, pcm: Int16Array): void {
    const channel = side === 'left' ? 0 : 1;
    for (let from = 0; from < pcm.length;) {
      const at = atSample + from;
      const index = Math.floor(at / FRAME_SAMPLES);
      const start = at - index * FRAME_SAMPLES;
      const count = Math.min(pcm.length - from, FRAME_SAMPLES - start);
      if (index >= this.#taken) {
        add(this.#frame(index), start * CHANNELS + channel, pcm.subarray(from, from + count));
      }
      from += count;
    }
  }

  /** All frames that are over at `untilMs`; left and right alternate in each. They are not to be changed. */
  *take(untilMs: number): Generator<Int16Array, void, void> {
    for (; (this.#taken + 1) * FRAME_MS <= untilMs;) {
      const index = this.#taken++;
      const frame = this.#frames.get(index) ?? SILENCE;
      this.#frames.delete(index);
      yield frame;
    }
  }

  #frame(index: number): Int16Array {
    const frame = this.#frames.get(index) ?? new Int16Array(FRAME_SAMPLES * CHANNELS);
    this.#frames.set(index, frame);
    return frame;
  }
}

function add(frame: Int16Array, from: number, pcm: Int16Array): void {
  for (let i = 0, at = from; i < pcm.length; i++, at += CHANNELS) {
    const sum = (frame[at] ?? 0) + (pcm[i] ?? 0);
    frame[at] = Math.max(-32_768, Math.min(32_767, sum));
  }
}
