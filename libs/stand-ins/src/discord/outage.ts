import type { Duplex } from 'node:stream';

/**
 * `refuse`: connections are broken, new ones too. `silent`: they stay, and new ones hang; what is said, either way, comes
 * through when it is over, as on a network that stalls.
 */
export type OutageKind = 'refuse' | 'silent';

/** A server that is there, or not, for a while. */
export class Outage {
  readonly #held: (() => void)[] = [];
  #kind: OutageKind | undefined;
  #timer: NodeJS.Timeout | undefined;

  get kind(): OutageKind | undefined {
    return this.#kind;
  }

  /** Until `end`, or for `forMs`. */
  begin(kind: OutageKind, forMs?: number): void {
    clearTimeout(this.#timer);
    this.#kind = kind;
    if (forMs === undefined) return;
    this.#timer = setTimeout(() => this.end(), forMs);
    this.#timer.unref();
  }

  end(): void {
    clearTimeout(this.#timer);
    this.#kind = undefined;
    for (const act of this.#held.splice(0)) act();
  }

  /** Now, or when the silence is over; in order. */
  whenOver(act: () => void): void {
    if (this.#kind === 'silent') this.#held.push(act);
    else act();
  }

  /** A new connection: `accept` is called now, later, or, when it is refused, never. */
  admit(socket: Duplex, accept: () => void): void {
    if (this.#kind === 'refuse') socket.destroy();
    else
      this.whenOver(() => {
        if (!socket.destroyed) accept();
      });
  }
}
