/** A second of packets, which is far more than a speaking event is ever late. */
const MAX_HELD_PACKETS = 50;

/** Senders nobody has named; more than these at once are no channel but somebody making noise. */
const MAX_UNKNOWN_SSRCS = 16;

/**
 * Whose packets an SSRC's are. Those that come before their sender is named wait, and are handed over with the name;
 * of too many the oldest go. One instance serves one connection to a voice server: another server numbers anew.
 */
export class SsrcDirectory<Packet> {
  readonly #userIds = new Map<number, string>();
  readonly #held = new Map<number, Packet[]>();

  userOf(ssrc: number): string | undefined {
    return this.#userIds.get(ssrc);
  }

  hold(ssrc: number, packet: Packet): void {
    const held = this.#held.get(ssrc) ?? [];
    // The one heard from last stays longest.
    this.#held.delete(ssrc);
    this.#held.set(ssrc, held);
    held.push(packet);
    if (held.length > MAX_HELD_PACKETS) held.shift();
    const [first] = this.#held.keys();
    if (this.#held.size > MAX_UNKNOWN_SSRCS && first !== undefined) this.#held.delete(first);
  }

  /** The user speaks as `ssrc` from now on. Gives what waited for that, in order of arrival. */
  name(ssrc: number, userId: string): Packet[] {
    for (const [known, user] of this.#userIds) {
      if (user === userId && known !== ssrc) this.#userIds.delete(known);
    }
    this.#userIds.set(ssrc, userId);
    const held = this.#held.get(ssrc) ?? [];
    this.#held.delete(ssrc);
    return held;
  }

  forget(userId: string): void {
    for (const [ssrc, user] of this.#userIds) if (user === userId) this.#userIds.delete(ssrc);
  }
}
