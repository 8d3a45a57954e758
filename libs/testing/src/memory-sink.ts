import type { AudioFrame, AudioSink, Clock, SampleRateHz } from '@vox/voice-core';

type GivenFrame = {
  readonly frame: AudioFrame;
  readonly atMs: number;
  /** When it is heard, as far as whoever wrote it said so. */
  readonly soundsAtMs: number;
};

/** Remembers what a session was given to hear, and when. */
export class MemorySink implements AudioSink {
  readonly leadMs: number;
  /** Every frame written, in order. */
  readonly frames: GivenFrame[] = [];
  /** When `clear` was called, and after how many frames. */
  readonly clears: { readonly atMs: number; readonly afterFrames: number }[] = [];
  readonly #clock: Clock;

  constructor(
    clock: Clock,
    readonly sampleRateHz: SampleRateHz = 16_000,
    options: { readonly leadMs?: number } = {},
  ) {
    this.#clock = clock;
    this.leadMs = options.leadMs ?? 0;
  }

  write(frame: AudioFrame, soundsAtMs = this.#clock.nowMs()): void {
    this.frames.push({ frame, atMs: this.#clock.nowMs(), soundsAtMs });
  }

  clear(): void {
    this.clears.push({ atMs: this.#clock.nowMs(), afterFrames: this.frames.length });
  }

  /** Frames that are not digital silence. */
  get audibleFrames(): GivenFrame[] {
    return this.frames.filter(({ frame }) => frame.pcm.some((sample) => sample !== 0));
  }
}
