import type { AudioFrame, AudioSink, Clock, SampleRateHz } from '@vox/voice-core';

/** Remembers what a session was given to hear, and when. */
export class MemorySink implements AudioSink {
  readonly sampleRateHz: SampleRateHz;
  /** Every frame written, in order. */
  readonly frames: { readonly frame: AudioFrame; readonly atMs: number }[] = [];
  /** When `clear` was called, and after how many frames. */
  readonly clears: { readonly atMs: number; readonly afterFrames: number }[] = [];
  readonly #clock: Clock;

  constructor(clock: Clock, sampleRateHz: SampleRateHz = 16_000) {
    this.#clock = clock;
    this.sampleRateHz = sampleRateHz;
  }

  write(frame: AudioFrame): void {
    this.frames.push({ frame, atMs: this.#clock.nowMs() });
  }

  clear(): void {
    this.clears.push({ atMs: this.#clock.nowMs(), afterFrames: this.frames.length });
  }

  /** Frames that are not digital silence. */
  get audibleFrames(): { readonly frame: AudioFrame; readonly atMs: number }[] {
    return this.frames.filter(({ frame }) => frame.pcm.some((sample) => sample !== 0));
  }
}
