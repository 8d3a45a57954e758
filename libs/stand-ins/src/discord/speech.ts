/** How somebody's voice reaches the bots; ratios are of the packets, chosen by a seeded generator. */
export type SpeechOptions = {
  /** Packets that are never sent. */
  readonly loss?: number;
  /** Packets that come after their successor. */
  readonly reorder?: number;
  /** Packets that come twice, to the bit. */
  readonly duplicate?: number;
  /** Each packet is late by up to this. */
  readonly jitterMs?: number;
  /** Additional packets, of this person's SSRC, that no key opens. */
  readonly wrongKey?: number;
  /** Additional datagrams of random bytes. */
  readonly garbage?: number;
  /** The first frames that end-to-end decryption refuses. */
  readonly unreadableFrames?: number;
  /** How many packets come before the bots are told whose they are. Default 0: told first. */
  readonly announcedAfterPackets?: number;
  /** The speaking event (default), or the one about people's streams. */
  readonly announcedBy?: 'speaking' | 'video';
  /** After how many packets the SSRC changes, announced. */
  readonly newSsrcAfterPackets?: number;
  /** Of each packet; the packets given must be so long. Default 20. */
  readonly packetMs?: number;
  /** Whether five silence frames end it. Default true. */
  readonly hasSilence?: boolean;
  readonly seed?: number;
  /** `performance.now()`: begins at the next instant of the 20 ms grid from then on; default: now. For choirs. */
  readonly startAtMs?: number;
  /** Stops in the middle. */
  readonly signal?: AbortSignal;
};

/** What was sent. Times are `performance.now()`. */
export type Spoken = {
  readonly startedAtMs: number;
  /** When the last packet with voice went out. */
  readonly endedAtMs: number;
  /** Of each packet that was sent, in the order of speech. */
  readonly sentAtMs: readonly number[];
  readonly lost: number;
};

/** Numbers from 0 to 1, the same ones for the same seed (Mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b_79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
  };
}
