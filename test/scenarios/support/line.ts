import { Framer, OPUS_CLOCK_HZ, OPUS_OF_CLIENTS, OpusEncoder, Resampler } from '@vox/audio';
import { type AudioFrame, FRAME_MS, InvalidStateError } from '@vox/voice-core';

import { writeRtp } from '../../../src/webrtc/rtp-packet';
import { UplinkDecoder } from '../../../src/webrtc/uplink-decoder';
import { SAMPLE_RATE_HZ } from '../../eval/audio-tools';
import { Random } from '../../eval/random';

/** What comes out of a line at one moment. */
export type Arrival = { readonly atMs: number; readonly frames: readonly AudioFrame[] };

/** How the user's sound gets to the voice loop. Times are of the server's clock. */
export interface Line {
  /** How the network treats packets from now on. */
  setNetwork(network: Partial<Network>): void;
  /** Takes 20 ms of microphone, which end at `endMs`; nothing while it is muted. */
  carry(pcm: Int16Array | undefined, endMs: number): void;
  /** What arrives up to `endMs`, in order. */
  arrivals(endMs: number): Generator<Arrival, void, void>;
}

export type Network = { readonly lossPercent: number; readonly jitterMs: number };

/** A WebSocket client: every frame at once, and silence while it is muted. */
export class SocketLine implements Line {
  readonly #waiting: Arrival[] = [];

  setNetwork(): void {
    throw new InvalidStateError('loss and jitter are told of the webrtc channel');
  }

  carry(pcm = new Int16Array((SAMPLE_RATE_HZ * FRAME_MS) / 1000), endMs: number): void {
    this.#waiting.push({ atMs: endMs, frames: [{ pcm, sampleRateHz: SAMPLE_RATE_HZ }] });
  }

  *arrivals(): Generator<Arrival, void, void> {
    yield* this.#waiting.splice(0);
  }
}

/** The least time that any packet is under way. */
const TRANSIT_MS = 20;

/** A held-up network changes its mind about three times a second. */
const JITTER_CHANGES_PER_PACKET = 0.06;

/** A browser: Opus in RTP over a network that may lose it and hold it up, decoded as src/webrtc does it. */
export class WebRtcLine implements Line {
  readonly #random: Random;
  readonly #encoder = new OpusEncoder(OPUS_OF_CLIENTS);
  readonly #resampler = new Resampler(SAMPLE_RATE_HZ, OPUS_CLOCK_HZ);
  readonly #framer = new Framer(OPUS_CLOCK_HZ);
  readonly #decoder = new UplinkDecoder(0);
  readonly #underway: { readonly atMs: number; readonly packet: Uint8Array }[] = [];
  #network: Network = { lossPercent: 0, jitterMs: 0 };
  #sequence = 0;
  #timestamp = 0;
  #delayMs = 0;
  #lastArrivalMs = 0;
  #tickMs = FRAME_MS;

  constructor(seed: string) {
    this.#random = new Random(seed);
  }

  setNetwork(network: Partial<Network>): void {
    this.#network = { ...this.#network, ...network };
  }

  carry(pcm: Int16Array | undefined, endMs: number): void {
    const frames = this.#framer.push(
      this.#resampler.push(pcm ?? new Int16Array((SAMPLE_RATE_HZ * FRAME_MS) / 1000)),
    );
    for (const frame of frames) {
      if (pcm !== undefined) this.#send(frame.pcm, endMs);
      this.#timestamp += frame.pcm.length;
    }
  }

  /** The decoder is ticked every 20 ms, as `Uplink` does it. */
  *arrivals(endMs: number): Generator<Arrival, void, void> {
    for (;;) {
      const next = this.#underway[0];
      if (next !== undefined && next.atMs <= Math.min(this.#tickMs, endMs)) {
        this.#underway.shift();
        yield { atMs: next.atMs, frames: this.#decoder.push(next.packet, next.atMs) };
        continue;
      }
      if (this.#tickMs > endMs) return;
      yield { atMs: this.#tickMs, frames: this.#decoder.tick(this.#tickMs) };
      this.#tickMs += FRAME_MS;
    }
  }

  #send(pcm: Int16Array, endMs: number): void {
    const packet = writeRtp({
      payloadType: 111,
      sequence: this.#sequence++,
      timestamp: this.#timestamp,
      ssrc: 1,
      marker: false,
      payload: this.#encoder.encode(pcm),
    });
    const { lossPercent, jitterMs } = this.#network;
    if (this.#random.next() < JITTER_CHANGES_PER_PACKET) {
      this.#delayMs = this.#random.between(0, jitterMs);
    }
    // Packets queue up behind one that is held up; they do not overtake it.
    this.#lastArrivalMs = Math.max(this.#lastArrivalMs, endMs + TRANSIT_MS + this.#delayMs);
    if (this.#random.next() * 100 < lossPercent) return;
    this.#underway.push({ atMs: this.#lastArrivalMs, packet });
  }
}
