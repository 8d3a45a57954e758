/** One packet of a media stream, as far as putting it in order needs to know it. */
export type JitterPacket<Payload = Uint8Array> = {
  /** 16 bit, wraps. */
  readonly sequence: number;
  /** 32 bit, wraps, in ticks of the stream's clock. */
  readonly timestamp: number;
  readonly durationTicks: number;
  /** A change starts the stream anew. */
  readonly ssrc?: number;
  readonly payload: Payload;
};

/** `missing`: time for which nothing came; `isLost` tells loss from a sender that was silent (DTX). */
export type JitterItem<Payload = Uint8Array> =
  | { readonly type: 'packet'; readonly packet: JitterPacket<Payload> }
  | { readonly type: 'missing'; readonly durationMs: number; readonly isLost: boolean };

export type JitterStats = {
  readonly received: number;
  readonly lost: number;
  readonly late: number;
  readonly duplicate: number;
  readonly restarts: number;
};

export const jitterBufferDefaults = {
  /** Starting wait for a hole: two packets, which covers plain reordering. */
  waitMs: 40,
  /** One packet: below it, two swapped packets count as a loss. */
  minWaitMs: 20,
  /** A talker waits this much longer for an answer when the network is that bad; more is felt. */
  maxWaitMs: 120,
  /** 640 ms of 20 ms packets: a bound on memory that no sane network reaches. */
  maxPackets: 32,
  /** A hole this long is a new start and not a gap that somebody wants filled. */
  longGapMs: 1000,
} as const;

/** A jump beyond this (10 s of packets) is a restart: reordering never reaches that far. */
const MAX_SEQUENCE_JUMP = 500;

/** How fast the wait shrinks again, per packet in order: 120 ms is back at 20 ms after about a minute. */
const WAIT_DECAY_MS = 0.033;

/**
 * Puts packets in order, and says what is missing.
 *
 * A packet in order is released at once: the house runs on audio time, so there is nothing to smooth.
 * Only a hole waits, `waitMs`, for the packet that belongs into it; the wait grows when packets come
 * late and shrinks again on a calm network. Pure: all time comes from outside, in monotonic ms.
 */
export class JitterBuffer<Payload = Uint8Array> {
  readonly #clockRateHz: number;
  readonly #held = new Map<number, JitterPacket<Payload>>();
  /** Sequences given up on, with the moment of it: whoever of them comes is late. */
  readonly #givenUp = new Map<number, number>();
  readonly #stats = { received: 0, lost: 0, late: 0, duplicate: 0, restarts: 0 };
  #waitMs: number = jitterBufferDefaults.waitMs;
  #next: { sequence: number; timestamp: number } | undefined;
  #ssrc: number | undefined;
  #holeSinceMs: number | undefined;
  #suspect: JitterPacket<Payload> | undefined;
  /** What a stream that has been replaced still had to give. */
  #left: JitterItem<Payload>[] = [];

  constructor(clockRateHz: number) {
    this.#clockRateHz = clockRateHz;
  }

  get stats(): JitterStats {
    return { ...this.#stats };
  }

  /** How long a hole waits at present. */
  get waitMs(): number {
    return this.#waitMs;
  }

  push(packet: JitterPacket<Payload>, atMs: number): void {
    this.#stats.received += 1;
    if (this.#next === undefined) return this.#startAt(packet);
    if (packet.ssrc !== this.#ssrc) return this.#restart([packet], atMs);

    // Sequences are kept unwrapped: the 16-bit distance from the next one expected is added to it.
    const jump = signed(packet.sequence - this.#next.sequence, 16);
    if (Math.abs(jump) > MAX_SEQUENCE_JUMP) return this.#distrust(packet, atMs);
    const sequence = this.#next.sequence + jump;
    if (jump < 0) return this.#tooLate(sequence, atMs);
    if (this.#held.has(sequence)) {
      this.#stats.duplicate += 1;
      return;
    }
    this.#held.set(sequence, packet);
    if (jump > 0) this.#holeSinceMs ??= atMs;
    else this.#fillHole(atMs);
  }

  /** What is due at `atMs`, in order. */
  pull(atMs: number): JitterItem<Payload>[] {
    const items = this.#left;
    this.#left = [];
    for (;;) {
      this.#release(items);
      if (this.#held.size === 0) this.#holeSinceMs = undefined;
      if (this.#holeSinceMs === undefined) return items;
      const isDue = atMs - this.#holeSinceMs >= this.#waitMs;
      if (!isDue && this.#held.size < jitterBufferDefaults.maxPackets) return items;
      this.#giveUp(items, atMs);
    }
  }

  #release(items: JitterItem<Payload>[]): void {
    for (;;) {
      const next = this.#next;
      const packet = next === undefined ? undefined : this.#held.get(next.sequence);
      if (next === undefined || packet === undefined) return;
      this.#held.delete(next.sequence);
      this.#addMissing(items, packet.timestamp, false);
      items.push({ type: 'packet', packet });
      this.#next = {
        sequence: next.sequence + 1,
        timestamp: packet.timestamp + packet.durationTicks,
      };
      this.#waitMs = Math.max(jitterBufferDefaults.minWaitMs, this.#waitMs - WAIT_DECAY_MS);
    }
  }

  #giveUp(items: JitterItem<Payload>[], atMs: number): void {
    const next = this.#next;
    if (next === undefined) return;
    const first = Math.min(...this.#held.keys());
    for (let sequence = next.sequence; sequence < first; sequence++) {
      this.#givenUp.set(sequence, atMs);
      this.#stats.lost += 1;
    }
    while (this.#givenUp.size > MAX_SEQUENCE_JUMP) {
      this.#givenUp.delete(this.#givenUp.keys().next().value as number);
    }
    const timestamp = this.#held.get(first)?.timestamp ?? next.timestamp;
    this.#addMissing(items, timestamp, true);
    this.#next = { sequence: first, timestamp };
    // Another hole behind this one has been waiting no longer than since now.
    this.#holeSinceMs = atMs;
  }

  #addMissing(items: JitterItem<Payload>[], timestamp: number, isLost: boolean): void {
    const ticks = signed(timestamp - (this.#next?.timestamp ?? timestamp), 32);
    const durationMs = (ticks * 1000) / this.#clockRateHz;
    if (durationMs <= 0 || durationMs > jitterBufferDefaults.longGapMs) return;
    items.push({ type: 'missing', durationMs, isLost });
  }

  #fillHole(atMs: number): void {
    if (this.#holeSinceMs === undefined) return;
    this.#growWait(atMs - this.#holeSinceMs);
    this.#holeSinceMs = atMs;
  }

  #tooLate(sequence: number, atMs: number): void {
    const gaveUpAtMs = this.#givenUp.get(sequence);
    if (gaveUpAtMs === undefined) {
      this.#stats.duplicate += 1;
      return;
    }
    this.#givenUp.delete(sequence);
    this.#stats.late += 1;
    this.#growWait(this.#waitMs + (atMs - gaveUpAtMs));
  }

  #growWait(neededMs: number): void {
    const { maxWaitMs } = jitterBufferDefaults;
    // Half as much again: the next one may be later still.
    this.#waitMs = Math.max(this.#waitMs, Math.min(maxWaitMs, neededMs * 1.5));
  }

  /** RFC 3550 appendix A.1: one stray packet is ignored, two in a row are a sender that restarted. */
  #distrust(packet: JitterPacket<Payload>, atMs: number): void {
    const suspect = this.#suspect;
    if (suspect !== undefined && ((suspect.sequence + 1) & 0xffff) === packet.sequence) {
      this.#restart([suspect, packet], atMs);
    } else {
      this.#suspect = packet;
    }
  }

  #restart(
    packets: readonly [JitterPacket<Payload>, ...JitterPacket<Payload>[]],
    atMs: number,
  ): void {
    this.#stats.restarts += 1;
    this.#giveAll(atMs);
    this.#givenUp.clear();
    this.#holeSinceMs = undefined;
    this.#startAt(packets[0]);
    packets.forEach((packet, index) => this.#held.set(packets[0].sequence + index, packet));
  }

  /** For its holes nothing comes any more; what is behind them was said. Of a stream that nobody pulls, it is dropped. */
  #giveAll(atMs: number): void {
    const { maxPackets } = jitterBufferDefaults;
    if (this.#held.size > maxPackets || this.#left.length > maxPackets) this.#held.clear();
    this.#release(this.#left);
    while (this.#held.size > 0) {
      this.#giveUp(this.#left, atMs);
      this.#release(this.#left);
    }
  }

  #startAt(packet: JitterPacket<Payload>): void {
    this.#suspect = undefined;
    this.#ssrc = packet.ssrc;
    this.#next = { sequence: packet.sequence, timestamp: packet.timestamp };
    this.#held.set(packet.sequence, packet);
  }
}

/** `value` as a signed number of `bits` bits: the short way round a counter that wraps. */
function signed(value: number, bits: 16 | 32): number {
  const shift = 32 - bits;
  return (value << shift) >> shift;
}
