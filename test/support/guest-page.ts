import { MemorySink } from '@vox/testing';
import { AsyncQueue, type SessionInput, type Speaker, type VoiceEvent } from '@vox/voice-core';

import type { SessionBench } from './session-bench';

const SPEECH = new Int16Array(960).fill(6000);

/** A page that joined the bench's session. */
export class GuestPage {
  readonly sink: MemorySink;
  readonly events: VoiceEvent[] = [];
  readonly controller = new AbortController();
  readonly #input = new AsyncQueue<SessionInput>(10_000);
  readonly #joined: Promise<void>;

  constructor(
    private readonly bench: SessionBench,
    private readonly speaker: Speaker,
  ) {
    this.sink = new MemorySink(bench.clock, 48_000);
    this.#joined = this.#join();
  }

  async talk(ms: number, pcm = SPEECH): Promise<void> {
    for (let fedMs = 0; fedMs < ms; fedMs += 20) {
      await this.bench.clock.advance(20);
      this.#input.push({ type: 'audio', frame: { pcm, sampleRateHz: 48_000 } });
    }
    await this.bench.clock.advance(0);
  }

  async type(text: string): Promise<void> {
    this.#input.push({ type: 'text', text });
    await this.bench.clock.advance(0);
  }

  async leave(): Promise<void> {
    this.controller.abort('hang-up');
    await this.bench.clock.advance(0);
    await this.#joined;
  }

  get hasEnded(): Promise<void> {
    return this.#joined;
  }

  async #join(): Promise<void> {
    const guest = {
      speaker: this.speaker,
      input: this.#input,
      audioOut: this.sink,
      signal: this.controller.signal,
    };
    for await (const event of this.bench.join(guest)) this.events.push(event);
  }
}
