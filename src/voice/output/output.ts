import {
  type AudioFrame,
  type AudioSink,
  type Clock,
  FRAME_MS,
  type PlayedSound,
  type SampleRateHz,
} from '@vox/voice-core';

import type { PacedOutput } from './paced-output';
import { PlaybackReference } from './playback-reference';
import type { PlayoutSink } from './playout';

/** A session's sink, as its turns use it: it remembers what is heard when, and lets others listen in. */
export class Output implements PlayoutSink {
  readonly #written = new PlaybackReference();
  readonly #others = new Set<PacedOutput>();
  #soundsUntilMs = -Infinity;

  constructor(
    private readonly sink: AudioSink,
    private readonly clock: Clock,
  ) {}

  /** What the loudspeaker plays: for others too, where the sink knows of them. */
  get played(): PlayedSound {
    return this.sink.played ?? this.#written;
  }

  /** What is heard of this session’s own answers. */
  get own(): PlayedSound {
    return this.#written;
  }

  get sampleRateHz(): SampleRateHz {
    return this.sink.sampleRateHz;
  }

  get leadMs(): number {
    return this.sink.leadMs ?? 0;
  }

  /** When what was written so far is over, of `Clock.nowMs`; in the past where nothing sounds. */
  get soundsUntilMs(): number {
    return this.#soundsUntilMs;
  }

  write(frame: AudioFrame, atMs = this.clock.nowMs()): void {
    this.#soundsUntilMs = atMs + FRAME_MS;
    this.#written.add(frame, atMs);
    this.sink.write(frame, atMs);
    for (const other of this.#others) other.write(frame, atMs);
  }

  clear(): void {
    const nowMs = this.clock.nowMs();
    this.#soundsUntilMs = Math.min(this.#soundsUntilMs, nowMs);
    this.#written.cut(nowMs);
    this.sink.clear();
    for (const other of this.#others) other.clear();
  }

  /** From now on `other` sounds, too. @returns ends it. */
  add(other: PacedOutput): () => void {
    this.#others.add(other);
    return () => {
      this.#others.delete(other);
      other.clear();
    };
  }

  /** Waits until it may sound, at most until `signal` aborts. Every call is followed by one `release`. */
  async acquire(signal: AbortSignal): Promise<void> {
    await this.sink.acquire?.(signal);
  }

  release(): void {
    this.sink.release?.();
  }

  whenOpen(signal: AbortSignal): Promise<void> | undefined {
    return this.sink.whenOpen?.(signal);
  }
}
