import type { Clock } from '@vox/voice-core';

/** Somebody may add the voice meanwhile. */
const REMEMBERED_MS = 10 * 60_000;
const MAX_VOICES = 100;

/** Voices that a server refused, so that not every sentence is refused once before it is spoken. */
export class UnknownVoices {
  readonly #untilMs = new Map<string, number>();

  constructor(private readonly clock: Clock) {}

  add(voice: string): void {
    if (this.#untilMs.size >= MAX_VOICES) this.#untilMs.clear();
    this.#untilMs.set(voice, this.clock.nowMs() + REMEMBERED_MS);
  }

  has(voice: string): boolean {
    return (this.#untilMs.get(voice) ?? -Infinity) > this.clock.nowMs();
  }
}
