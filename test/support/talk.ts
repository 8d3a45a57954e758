import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

import { Framer } from '@vox/audio';
import {
  AsyncQueue,
  type AudioFrame,
  FRAME_MS,
  type SessionInput,
  type TurnEnd,
  type VoiceEvent,
  type VoiceSession,
} from '@vox/voice-core';

import type { VoiceService } from '../../src/voice';
import { joinAudio, recordedPcm } from './recordings';

/** One who talks on a channel of their own, and is told what happens. */
export class Talk {
  readonly sessionId = randomUUID();
  readonly events: VoiceEvent[] = [];
  readonly played: AudioFrame[] = [];
  readonly #input = new AsyncQueue<SessionInput>(10_000);
  readonly #hangUp = new AbortController();
  readonly #ends = new AsyncQueue<TurnEnd>(100);
  readonly #over: Promise<void>;

  constructor(voice: VoiceService, session: Partial<VoiceSession>) {
    const audioOut = {
      sampleRateHz: 24_000 as const,
      write: (frame: AudioFrame) => void this.played.push(frame),
      clear: () => undefined,
    };
    this.#over = this.#listen(
      voice.converse({
        id: this.sessionId,
        userId: 'ann',
        channel: 'websocket',
        ...session,
        input: this.#input,
        audioOut,
        signal: this.#hangUp.signal,
      }),
    );
    this.#over.catch(() => undefined);
  }

  /** Says a recorded word, and waits for the end of the turn. */
  async say(): Promise<TurnEnd> {
    await this.speak();
    return this.turnEnd();
  }

  /** Says a recorded word, as fast as people do: what is begun ahead of time has the time that it has with them. */
  async speak(): Promise<void> {
    const pcm = joinAudio(16_000, 300, recordedPcm('hello.wav', 16_000), 1500);
    for (const frame of new Framer(16_000).push(pcm)) {
      this.#input.push({ type: 'audio', frame });
      await sleep(FRAME_MS);
    }
  }

  type(text: string): void {
    this.#input.push({ type: 'text', text });
  }

  /** The next end of a turn. */
  async turnEnd(): Promise<TurnEnd> {
    const { value } = await this.#ends[Symbol.asyncIterator]().next();
    if (value === undefined) throw new Error('the talk is over');
    return value;
  }

  /** @throws what the session ended with. */
  async hangUp(): Promise<void> {
    this.#hangUp.abort('hang-up');
    await this.#over;
  }

  async #listen(events: AsyncIterable<VoiceEvent>): Promise<void> {
    for await (const event of events) {
      this.events.push(event);
      if (event.type === 'turn-end') this.#ends.push(event);
    }
  }
}
