import { type AudioFrame, FRAME_MS, InvalidInputError, type SampleRateHz } from '@vox/voice-core';

import { Framer } from './framer';
import { JitterBuffer, type JitterItem, type JitterStats } from './jitter-buffer';
import { LossConcealment } from './loss-concealment';
import { OPUS_CLOCK_HZ, OpusDecoder, opusPacketTicks } from './opus';

/** One Opus packet of a stream and its place in it, as RTP tells it. */
export type OpusPacket = {
  /** 16 bit, wraps. */
  readonly sequence: number;
  /** 32 bit, 48 kHz ticks, wraps. */
  readonly timestamp: number;
  /** A change starts the stream anew. */
  readonly ssrc: number;
  /** Empty when the packet only fills the network (probing): it then takes no time. */
  readonly payload: Uint8Array;
};

export type OpusStreamItem =
  /** The frames that a packet or its concealment made complete: none or several when packets are not of 20 ms. */
  | {
      readonly type: 'audio';
      readonly frames: readonly AudioFrame[];
      readonly isConcealment: boolean;
    }
  /** Time of the stream without sound: a pause of the sender, or a loss that there is nothing to fill with. */
  | { readonly type: 'gap'; readonly durationMs: number }
  /** The sender stops speaking. Given once after each stretch of speech. */
  | { readonly type: 'end' };

export type OpusStreamOptions = {
  /** Opus decodes straight to it. */
  readonly sampleRateHz: SampleRateHz;
  /** A longer loss is a gap: nobody knows what was said in it. No bound unless told. */
  readonly maxConcealedMs?: number;
  /** The packet by which a sender says that it stops; without one, pauses are known by their time alone. */
  readonly endPacket?: Uint8Array;
};

/**
 * One sender's Opus packets in, mono frames of 20 ms out: in order, packets of any duration, lost and unreadable
 * ones concealed. Whether a gap is filled with silence is the channel's business.
 * Pure; `atMs` is monotonic.
 */
export class OpusStreamDecoder {
  readonly #jitter = new JitterBuffer(OPUS_CLOCK_HZ);
  readonly #opus: OpusDecoder;
  readonly #framer: Framer;
  readonly #concealment: LossConcealment;
  readonly #samplesPerMs: number;
  readonly #maxConcealedMs: number;
  readonly #endPacket: Uint8Array | undefined;
  /** Whether there is something to imitate: a packet was decoded since the sender last stopped. */
  #isSpeaking = false;

  constructor({ sampleRateHz, maxConcealedMs, endPacket }: OpusStreamOptions) {
    this.#opus = new OpusDecoder(sampleRateHz);
    this.#framer = new Framer(sampleRateHz);
    this.#concealment = new LossConcealment(sampleRateHz);
    this.#samplesPerMs = sampleRateHz / 1000;
    this.#maxConcealedMs = maxConcealedMs ?? Number.POSITIVE_INFINITY;
    this.#endPacket = endPacket;
  }

  get stats(): JitterStats {
    return this.#jitter.stats;
  }

  /** Takes one packet; what it makes complete is given by `pull`. */
  push({ sequence, timestamp, ssrc, payload }: OpusPacket, atMs: number): void {
    const durationTicks = payload.length === 0 ? 0 : opusPacketTicks(payload);
    this.#jitter.push({ sequence, timestamp, ssrc, payload, durationTicks }, atMs);
  }

  /** What is due at `atMs`, in order. Holes fall due by time alone, so it is to be asked every 20 ms as well. */
  pull(atMs: number): OpusStreamItem[] {
    return this.#jitter.pull(atMs).flatMap((item) => this.#decoded(item));
  }

  /** Leaves out what is due at `atMs` without decoding it, which is most of the work. */
  skip(atMs: number): void {
    this.#jitter.pull(atMs);
  }

  /** The samples that wait for the rest of their frame, padded with silence; nothing when none wait. */
  flush(): AudioFrame | undefined {
    return this.#framer.flush();
  }

  /** The sender is taken to have stopped: the rest of its last frame, then `end`; nothing when it does not speak. */
  end(): OpusStreamItem[] {
    if (!this.#isSpeaking) return [];
    this.#isSpeaking = false;
    const last = this.flush();
    return last === undefined
      ? [{ type: 'end' }]
      : [{ type: 'audio', frames: [last], isConcealment: false }, { type: 'end' }];
  }

  #decoded(item: JitterItem): OpusStreamItem[] {
    if (item.type === 'packet') return this.#decode(item.packet.payload);
    const { durationMs, isLost } = item;
    return isLost && durationMs <= this.#maxConcealedMs
      ? this.#conceal(durationMs)
      : [{ type: 'gap', durationMs }];
  }

  #decode(payload: Uint8Array): OpusStreamItem[] {
    if (payload.length === 0) return [];
    if (this.#endPacket !== undefined && isSame(payload, this.#endPacket)) return this.end();
    try {
      const pcm = this.#opus.decode(payload);
      this.#isSpeaking = true;
      this.#concealment.remember(pcm);
      return [{ type: 'audio', frames: this.#framer.pushOwned(pcm), isConcealment: false }];
    } catch (error) {
      if (!(error instanceof InvalidInputError)) throw error;
      // A packet that cannot be read is a packet that was lost; what it says of its length is not to be trusted.
      return this.#conceal(FRAME_MS);
    }
  }

  #conceal(durationMs: number): OpusStreamItem[] {
    if (!this.#isSpeaking) return [{ type: 'gap', durationMs }];
    const pcm = this.#concealment.conceal(Math.round(durationMs * this.#samplesPerMs));
    return [{ type: 'audio', frames: this.#framer.push(pcm), isConcealment: true }];
  }
}

function isSame(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, index) => byte === other[index]);
}
