import { type OpusPacket, OpusStreamDecoder, type OpusStreamItem } from '@vox/audio';
import type { AudioFrame, SampleRateHz } from '@vox/voice-core';

/** What recognizers take; Opus decodes straight to it, so nothing is resampled. */
const RATE_HZ: SampleRateHz = 16_000;

/** Discord's clients end a stretch of speech with five of these packets, then send nothing. */
const SILENCE_PACKET = Uint8Array.of(0xf8, 0xff, 0xfe);

/**
 * Somebody whose packets stop without that has gone silent, too. Jitter of a bad network is shorter, and the
 * jitter buffer gives up on a hole (120 ms) before this.
 */
const SILENT_AFTER_MS = 200;

/** A frame, or that the person has stopped. */
export type DecodedAudio =
  { readonly type: 'audio'; readonly frame: AudioFrame } | { readonly type: 'silence' };

/**
 * One person's Opus packets in, 16 kHz frames of 20 ms out: what `OpusStreamDecoder` gives, and one `silence` at the
 * end of each stretch of speech. Gaps are not filled: who listens fills in silence. Losses of any length are
 * concealed, as Discord's clients say when they stop. Pure; `atMs` is monotonic.
 */
export class SpeakerDecoder {
  readonly #stream = new OpusStreamDecoder({ sampleRateHz: RATE_HZ, endPacket: SILENCE_PACKET });
  #reported = { lost: 0, late: 0 };
  #lastPacketAtMs: number;

  constructor(atMs: number) {
    this.#lastPacketAtMs = atMs;
  }

  /** How long nothing has come, in ms. */
  quietMs(atMs: number): number {
    return atMs - this.#lastPacketAtMs;
  }

  /** Packets that never came, and those that came too late, since this was last asked. */
  takeMisses(): { readonly lost: number; readonly late: number } {
    const { lost, late } = this.#stream.stats;
    const misses = { lost: lost - this.#reported.lost, late: late - this.#reported.late };
    this.#reported = { lost, late };
    return misses;
  }

  push(packet: OpusPacket, atMs: number): DecodedAudio[] {
    this.#lastPacketAtMs = atMs;
    this.#stream.push(packet, atMs);
    return decoded(this.#stream.pull(atMs));
  }

  /** To be called every 20 ms: gives what holes owe by now, and the end of speech that just stops. */
  tick(atMs: number): DecodedAudio[] {
    const items = this.#stream.pull(atMs);
    if (this.quietMs(atMs) >= SILENT_AFTER_MS) items.push(...this.#stream.end());
    return decoded(items);
  }

  /** Nothing more will come: gives what still waits for packets before it, and the end of speech. */
  finish(): DecodedAudio[] {
    return decoded([...this.#stream.pull(Number.POSITIVE_INFINITY), ...this.#stream.end()]);
  }
}

function decoded(items: readonly OpusStreamItem[]): DecodedAudio[] {
  return items.flatMap((item): DecodedAudio[] => {
    if (item.type === 'gap') return [];
    if (item.type === 'end') return [{ type: 'silence' }];
    return item.frames.map((frame) => ({ type: 'audio', frame }));
  });
}
