import { OPUS_OF_CLIENTS, OpusEncoder, type OpusPacket } from '@vox/audio';
import { frameSamples } from '@vox/voice-core';

import { recordedPcm, recordings } from '../support/recordings';

const RATE_HZ = 48_000;
const FRAME_SAMPLES = frameSamples(RATE_HZ);
const SILENCE_PACKET = Uint8Array.from([0xf8, 0xff, 0xfe]);

/** Of packets: lost, and late by one. */
const LOSS = 0.02;
const SWAPPED = 0.01;

/** What can be said, as Opus packets of 20 ms. */
export const sentences: readonly (readonly Uint8Array[])[] = recordings
  .filter(({ durationMs }) => durationMs < 5000)
  .map(({ file }) => packetsOf(recordedPcm(file, RATE_HZ)));

function packetsOf(pcm: Int16Array): Uint8Array[] {
  const encoder = new OpusEncoder(OPUS_OF_CLIENTS);
  const packets: Uint8Array[] = [];
  for (let at = 0; at < pcm.length; at += FRAME_SAMPLES) {
    const frame = new Int16Array(FRAME_SAMPLES);
    frame.set(pcm.subarray(at, at + FRAME_SAMPLES));
    packets.push(Uint8Array.from(encoder.encode(frame)));
  }
  return [...packets, ...Array.from({ length: 5 }, () => SILENCE_PACKET)];
}

/** Somebody with a Discord client and a network that is not perfect. Says one packet for each `next`. */
export class SoakPerson {
  channelId: string | undefined;
  #sequence: number;
  #timestamp: number;
  #ssrc: number;
  #packets: Uint8Array[] = [];
  #late: OpusPacket | undefined;

  constructor(
    readonly id: string,
    private readonly random: () => number,
  ) {
    // Anywhere, so that counters wrap within the day.
    this.#sequence = Math.floor(random() * 0x1_0000);
    this.#timestamp = Math.floor(random() * 0x1_0000_0000);
    this.#ssrc = this.#newSsrc();
  }

  get isSpeaking(): boolean {
    return this.#packets.length > 0;
  }

  say(sentence: readonly Uint8Array[]): void {
    this.#packets.push(...sentence);
  }

  /** Falls silent in the middle of a word, without the packets that say so. */
  breakOff(): void {
    this.#packets = [];
    this.#late = undefined;
  }

  /** Another voice server, another number. */
  reconnect(): void {
    this.#ssrc = this.#newSsrc();
  }

  /** What arrives in the next 20 ms. */
  next(): OpusPacket[] {
    const late = this.#late;
    this.#late = undefined;
    this.#timestamp = (this.#timestamp + FRAME_SAMPLES) >>> 0;
    const opus = this.#packets.shift();
    const after = late === undefined ? [] : [late];
    if (opus === undefined) return after;
    this.#sequence = (this.#sequence + 1) & 0xffff;
    const packet = {
      ssrc: this.#ssrc,
      sequence: this.#sequence,
      timestamp: this.#timestamp,
      payload: opus,
    };
    const luck = this.random();
    if (luck < LOSS) return after;
    if (luck < LOSS + SWAPPED) {
      this.#late = packet;
      return after;
    }
    return [packet, ...after];
  }

  #newSsrc(): number {
    return Math.floor(this.random() * 0x1_0000_0000);
  }
}
