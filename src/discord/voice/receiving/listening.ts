import type { OpusPacket } from '@vox/audio';

import type { ConnectionCounters } from '../connection-counters';
import type { HeardEvent } from '../thread-protocol';
import { type DecodedAudio, SpeakerDecoder } from './speaker-decoder';

/** Somebody who has not spoken for so long gets a new decoder when they do. */
const FORGOTTEN_AFTER_MS = 60_000;

/** Everyone who speaks, each with a decoder of their own; `atMs` is monotonic. */
export class Listening {
  readonly #speakers = new Map<string, SpeakerDecoder>();
  readonly #counters: ConnectionCounters;

  constructor(counters: ConnectionCounters) {
    this.#counters = counters;
  }

  push(userId: string, packet: OpusPacket, atMs: number): HeardEvent[] {
    const speaker = this.#speakers.get(userId) ?? new SpeakerDecoder(atMs);
    this.#speakers.set(userId, speaker);
    return of(userId, speaker.push(packet, atMs));
  }

  /** To be called every 20 ms. */
  tick(atMs: number): HeardEvent[] {
    return [...this.#speakers].flatMap(([userId, speaker]) => {
      const { lost, late } = speaker.takeMisses();
      this.#counters.add('lost', lost);
      this.#counters.add('late', late);
      if (speaker.quietMs(atMs) > FORGOTTEN_AFTER_MS) this.#speakers.delete(userId);
      return of(userId, speaker.tick(atMs));
    });
  }

  /** What they said last is given before. */
  left(userId: string): HeardEvent[] {
    const last = of(userId, this.#speakers.get(userId)?.finish() ?? []);
    this.#speakers.delete(userId);
    return [...last, { type: 'speaker-left', userId }];
  }

  /** Nothing more of this person is kept or given. */
  drop(userId: string): void {
    this.#speakers.delete(userId);
  }
}

function of(userId: string, audio: readonly DecodedAudio[]): HeardEvent[] {
  return audio.map((item) => ({ ...item, userId }));
}
