import { Framer, OPUS_CLOCK_HZ, OpusDecoder, OpusEncoder, Resampler } from '@vox/audio';
import type { MemorySink } from '@vox/testing';
import type { AudioFrame } from '@vox/voice-core';

import { SAMPLE_RATE_HZ, samplesIn } from '../../eval/audio-tools';

/** How hard a small loudspeaker is driven: its loudest peaks come out a quarter lower, with overtones. */
const DRIVE = 2;

/** What the user's loudspeaker gives of the agent's sound: on time, as far as the line lets it, and a little distorted. */
export class Loudspeaker {
  #pcm = new Float32Array(60 * SAMPLE_RATE_HZ);
  #end = 0;
  #framesTaken = 0;

  constructor(
    private readonly sink: MemorySink,
    private readonly line: (frame: AudioFrame) => Int16Array = ({ pcm }) => pcm,
  ) {}

  /** `length` samples from `start` on, silent where nothing was played; undefined when nothing was since. */
  since(start: number, length: number): Float32Array | undefined {
    if (start >= this.#end) return undefined;
    const samples = new Float32Array(length);
    samples.set(
      this.#pcm.subarray(Math.max(0, start), Math.max(0, start + length)),
      Math.max(0, -start),
    );
    return samples;
  }

  /** Plays what the agent's side has written since. */
  update(): void {
    const { frames } = this.sink;
    for (; this.#framesTaken < frames.length; this.#framesTaken++) {
      const written = frames[this.#framesTaken];
      if (written === undefined) return;
      // Frames that share a moment are heard one after another.
      const start = Math.max(samplesIn(written.atMs), this.#end);
      const pcm = this.line(written.frame);
      this.#end = start + pcm.length;
      this.#makeRoom(this.#end);
      for (const [at, sample] of pcm.entries()) this.#pcm[start + at] = distorted(sample);
    }
  }

  #makeRoom(samples: number): void {
    if (samples <= this.#pcm.length) return;
    const longer = new Float32Array(samples * 2);
    longer.set(this.#pcm);
    this.#pcm = longer;
  }
}

/** What a browser plays: the sound after Opus. */
export function opusLine(): (frame: AudioFrame) => Int16Array {
  const up = new Resampler(SAMPLE_RATE_HZ, OPUS_CLOCK_HZ);
  const framer = new Framer(OPUS_CLOCK_HZ);
  const encoder = new OpusEncoder();
  const decoder = new OpusDecoder();
  const down = new Resampler(OPUS_CLOCK_HZ, SAMPLE_RATE_HZ);
  return ({ pcm }) => {
    const decoded = framer
      .push(up.push(pcm))
      .map((frame) => down.push(decoder.decode(encoder.encode(frame.pcm))));
    return Int16Array.from(decoded.flatMap((piece) => [...piece]));
  };
}

function distorted(sample: number): number {
  return (Math.tanh((DRIVE * sample) / 32_768) * 32_768) / DRIVE;
}
