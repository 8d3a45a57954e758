import {
  Framer,
  JitterBuffer,
  LossConcealment,
  OPUS_CLOCK_HZ,
  OpusDecoder,
  opusPacketTicks,
  silence,
  SilenceFill,
} from '@vox/audio';
import { type AudioFrame, FRAME_MS, InvalidInputError } from '@vox/voice-core';

import { parseRtp } from './rtp-packet';

/**
 * Packets this late are jitter of a bad network and not a pause, so no silence is put into a word for
 * them. An endpoint is not later for it: the fill makes up for all the time that passed.
 */
const LATE_AFTER_MS = 200;

/** How far a sender may run ahead of real time: as much as the loop lets wait. */
const MAX_AHEAD_MS = 30_000;

/** Longer losses are not worth imitating: nobody knows what was said. */
const MAX_CONCEALED_MS = 100;

const TICKS_PER_MS = OPUS_CLOCK_HZ / 1000;

/**
 * RTP packets in, 48 kHz frames out, in order and without holes: reordered, decoded, lost packets
 * concealed, and silence in real time while nothing comes. Pure; `atMs` is monotonic.
 */
export class UplinkDecoder {
  readonly #jitter = new JitterBuffer(OPUS_CLOCK_HZ);
  readonly #opus = new OpusDecoder();
  readonly #framer = new Framer(OPUS_CLOCK_HZ);
  readonly #concealment = new LossConcealment(OPUS_CLOCK_HZ);
  readonly #silence = silence(OPUS_CLOCK_HZ);
  readonly #fill: SilenceFill;

  constructor(startedAtMs: number) {
    this.#fill = new SilenceFill(LATE_AFTER_MS, startedAtMs);
  }

  /** Takes one packet; gives the frames it makes complete. Bytes that are no RTP are ignored. */
  push(packet: Uint8Array, atMs: number): AudioFrame[] {
    const rtp = parseRtp(packet);
    if (rtp === undefined) return [];
    const { sequence, timestamp, ssrc, payload } = rtp;
    const durationTicks = payload.length === 0 ? 0 : opusPacketTicks(payload);
    this.#jitter.push({ sequence, timestamp, ssrc, payload, durationTicks }, atMs);
    return this.#drain(atMs);
  }

  /** To be called every 20 ms: gives what holes and pauses owe by now. */
  tick(atMs: number): AudioFrame[] {
    const frames = this.#drain(atMs);
    const due = this.#fill.framesDue(atMs);
    for (let i = 0; i < due; i++) frames.push(this.#framer.flush() ?? this.#silence);
    return frames;
  }

  #drain(atMs: number): AudioFrame[] {
    return this.#jitter.pull(atMs).flatMap((item) => {
      if (item.type === 'packet') return this.#decode(item.packet.payload, atMs);
      if (item.isLost && item.durationMs <= MAX_CONCEALED_MS) return this.#conceal(item.durationMs);
      return this.#stretchSilence(item.durationMs, atMs);
    });
  }

  #decode(payload: Uint8Array, atMs: number): AudioFrame[] {
    if (payload.length === 0) return [];
    // The loop would drop it; decoding is most of the work.
    if (this.#fill.aheadMs(atMs) >= MAX_AHEAD_MS) return [];
    try {
      const pcm = this.#opus.decode(payload);
      this.#concealment.remember(pcm);
      const frames = this.#framer.push(pcm);
      this.#fill.addAudio(frames.length * FRAME_MS);
      return frames;
    } catch (error) {
      if (!(error instanceof InvalidInputError)) throw error;
      // A packet that cannot be read is a packet that was lost; what it says of its length is not to be trusted.
      return this.#conceal(FRAME_MS);
    }
  }

  #conceal(durationMs: number): AudioFrame[] {
    const pcm = this.#concealment.conceal(Math.round(durationMs * TICKS_PER_MS));
    const frames = this.#framer.push(pcm);
    this.#fill.addConcealment(frames.length * FRAME_MS);
    return frames;
  }

  /** A pause of the sender: silence for as much of it as real time has not been filled with already. */
  #stretchSilence(durationMs: number, atMs: number): AudioFrame[] {
    const owedMs = Math.min(durationMs, -this.#fill.aheadMs(atMs));
    const frames = Array.from(
      { length: Math.max(0, Math.floor(owedMs / FRAME_MS)) },
      () => this.#silence,
    );
    this.#fill.addConcealment(frames.length * FRAME_MS);
    return frames;
  }
}
