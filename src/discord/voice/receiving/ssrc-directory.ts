/** A second of packets, which is far more than a speaking event is ever late. */
const MAX_HELD_PACKETS = 50;

/** Senders nobody has named; more than these at once are no channel but somebody making noise. */
const MAX_UNKNOWN_SSRCS = 16;

/** Words that waited longer than this would be heard in front of later ones, as if they belonged together. */
const HELD_MS = 3_000;

type Unknown<Packet> = { readonly held: Packet[]; count: number; heardAtMs: number };

/**
 * Whose packets an SSRC's are. Those that come before their sender is named wait, and are handed over with the name;
 * of too many the oldest go. One instance serves one connection to a voice server: another server numbers anew.
 */
export class SsrcDirectory<Packet> {
  readonly #userIds = new Map<number, string>();
  readonly #unknown = new Map<number, Unknown<Packet>>();
  readonly #onDropped: (packets: number) => void;

  constructor(onDropped: (packets: number) => void) {
    this.#onDropped = onDropped;
  }

  userOf(ssrc: number): string | undefined {
    return this.#userIds.get(ssrc);
  }

  hasNamed(userId: string): boolean {
    return [...this.#userIds.values()].includes(userId);
  }

  /** @returns the oldest packet that waits, and how many have come from this unknown sender. */
  hold(ssrc: number, packet: Packet, atMs: number): { oldest: Packet; count: number } {
    const unknown = this.#unknown.get(ssrc) ?? { held: [], count: 0, heardAtMs: atMs };
    // The one heard from last stays longest.
    this.#unknown.delete(ssrc);
    this.#unknown.set(ssrc, unknown);
    unknown.held.push(packet);
    unknown.count += 1;
    unknown.heardAtMs = atMs;
    if (unknown.held.length > MAX_HELD_PACKETS) this.#onDropped(unknown.held.splice(0, 1).length);
    const [first] = this.#unknown.keys();
    if (this.#unknown.size > MAX_UNKNOWN_SSRCS && first !== undefined) this.#drop(first);
    return { oldest: unknown.held[0] ?? packet, count: unknown.count };
  }

  /** The user speaks as `ssrc` from now on. Gives what waited for that, in order of arrival. */
  name(ssrc: number, userId: string): Packet[] {
    for (const [known, user] of this.#userIds) {
      if (user === userId && known !== ssrc) this.#userIds.delete(known);
    }
    this.#userIds.set(ssrc, userId);
    const held = this.#unknown.get(ssrc)?.held ?? [];
    this.#unknown.delete(ssrc);
    return held;
  }

  forget(userId: string): void {
    for (const [ssrc, user] of this.#userIds) if (user === userId) this.#userIds.delete(ssrc);
  }

  /** Drops what has waited too long; to be called now and then. */
  expire(atMs: number): void {
    for (const [ssrc, { heardAtMs }] of this.#unknown) {
      if (atMs - heardAtMs > HELD_MS) this.#drop(ssrc);
    }
  }

  #drop(ssrc: number): void {
    this.#onDropped(this.#unknown.get(ssrc)?.held.length ?? 0);
    this.#unknown.delete(ssrc);
  }
}
