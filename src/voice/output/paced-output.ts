import type { AudioFrame, AudioSink, Clock, PlayedFrame } from '@vox/voice-core';

import { SinkRate } from './sink-rate';

/** Frames waiting for their moment: 2 s, far more than any sink is written ahead. */
const QUEUE_LIMIT = 100;

/**
 * One more place where a session sounds, at its own rate and pace: what comes ahead of its moment waits for it here.
 *
 * `write` and `clear` never wait, so a slow or stuck output delays nobody else. Ends with `signal`.
 */
export class PacedOutput {
  readonly #waiting: PlayedFrame[] = [];
  #isPacing = false;
  readonly #rate: SinkRate;

  constructor(
    private readonly sink: AudioSink,
    private readonly clock: Clock,
    private readonly signal: AbortSignal,
  ) {
    this.#rate = new SinkRate(sink.sampleRateHz);
  }

  write(frame: AudioFrame, atMs: number): void {
    if (this.signal.aborted || this.#waiting.length >= QUEUE_LIMIT) return;
    this.#waiting.push({ frame, atMs });
    if (!this.#isPacing) void this.#pace();
  }

  clear(): void {
    this.#waiting.length = 0;
    if (!this.signal.aborted) this.sink.clear();
  }

  async #pace(): Promise<void> {
    this.#isPacing = true;
    const { sink, clock, signal } = this;
    for (let next = this.#waiting[0]; next !== undefined; next = this.#waiting[0]) {
      await clock.sleepUntil(next.atMs - (sink.leadMs ?? 0), signal);
      if (signal.aborted) break;
      // Cleared meanwhile.
      if (this.#waiting[0] !== next) continue;
      this.#waiting.shift();
      for (const frame of this.#rate.convert(next.frame)) sink.write(frame, next.atMs);
    }
    this.#isPacing = false;
  }
}
