import {
  Framer,
  JitterBuffer,
  type JitterItem,
  LossConcealment,
  OPUS_CLOCK_HZ,
  OpusDecoder,
  opusPacketTicks,
} from '@vox/audio';
import { type AudioFrame, FRAME_MS, InvalidInputError, type SampleRateHz } from '@vox/voice-core';

/** What recognizers take; Opus decodes straight to it, so nothing is resampled. */
const RATE_HZ: SampleRateHz = 16_000;
const SAMPLES_PER_MS = RATE_HZ / 1000;

/** Discord's clients end a stretch of speech with five of these packets, then send nothing. */
const SILENCE_PACKET = Buffer.from([0xf8, 0xff, 0xfe]);

/**
 * Somebody whose packets stop without that has gone silent, too. Jitter of a bad network is shorter, and the
 * jitter buffer gives up on a hole (120 ms) before this.
 */
const SILENT_AFTER_MS = 200;

export type SpokenPacket = {
  readonly ssrc: number;
  readonly sequence: number;
  readonly timestamp: number;
  readonly opus: Uint8Array;
};

/** A frame, or that the person has stopped. */
export type Heard = { readonly type: 'audio'; readonly frame: AudioFrame } | { type: 'silence' };

/**
 * One person's Opus packets in, 16 kHz frames of 20 ms out: in order, lost packets concealed, packets of any duration,
 * and one `silence` at the end of each stretch of speech. A packet that cannot be read is a packet that was lost.
 * Pure; `atMs` is monotonic.
 */
export class SpeakerDecoder {
  readonly #jitter = new JitterBuffer(OPUS_CLOCK_HZ);
  readonly #opus = new OpusDecoder(RATE_HZ);
  readonly #framer = new Framer(RATE_HZ);
  readonly #concealment = new LossConcealment(RATE_HZ);
  #isSpeaking = false;
  #told = { lost: 0, late: 0 };
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
    const { lost, late } = this.#jitter.stats;
    const misses = { lost: lost - this.#told.lost, late: late - this.#told.late };
    this.#told = { lost, late };
    return misses;
  }

  push({ opus, sequence, timestamp, ssrc }: SpokenPacket, atMs: number): Heard[] {
    this.#lastPacketAtMs = atMs;
    const durationTicks = opus.length === 0 ? 0 : opusPacketTicks(opus);
    this.#jitter.push({ sequence, timestamp, ssrc, payload: opus, durationTicks }, atMs);
    return this.#drain(atMs);
  }

  /** To be called every 20 ms: gives what holes owe by now, and the end of speech that just stops. */
  tick(atMs: number): Heard[] {
    const heard = this.#drain(atMs);
    if (this.quietMs(atMs) >= SILENT_AFTER_MS) heard.push(...this.#stop());
    return heard;
  }

  /** Nothing more will come: gives what still waits for packets before it, and the end of speech. */
  finish(): Heard[] {
    return [...this.#drain(Number.POSITIVE_INFINITY), ...this.#stop()];
  }

  #drain(atMs: number): Heard[] {
    return this.#jitter.pull(atMs).flatMap((item) => this.#hear(item));
  }

  #hear(item: JitterItem): Heard[] {
    if (item.type === 'missing') {
      // Before speech and for a pause on purpose there is nothing to imitate: who listens fills in silence.
      return this.#isSpeaking && item.isLost ? this.#conceal(item.durationMs) : [];
    }
    const { payload } = item.packet;
    if (SILENCE_PACKET.equals(payload)) return this.#stop();
    try {
      const pcm = this.#opus.decode(payload);
      this.#isSpeaking = true;
      this.#concealment.remember(pcm);
      return this.#frames(pcm);
    } catch (error) {
      if (!(error instanceof InvalidInputError)) throw error;
      // What it says of its length is not to be trusted.
      return this.#isSpeaking ? this.#conceal(FRAME_MS) : [];
    }
  }

  #conceal(durationMs: number): Heard[] {
    return this.#frames(this.#concealment.conceal(Math.round(durationMs * SAMPLES_PER_MS)));
  }

  #frames(pcm: Int16Array): Heard[] {
    return this.#framer.push(pcm).map((frame) => ({ type: 'audio', frame }));
  }

  #stop(): Heard[] {
    if (!this.#isSpeaking) return [];
    this.#isSpeaking = false;
    const last = this.#framer.flush();
    return last === undefined
      ? [{ type: 'silence' }]
      : [{ type: 'audio', frame: last }, { type: 'silence' }];
  }
}
