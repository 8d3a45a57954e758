/** What went wrong with a voice connection, as far as it can be counted. */
export type ConnectionCounts = {
  /** Packets of somebody known that no key opened. */
  readonly undecryptable: number;
  /** How often new end-to-end keys were asked for. */
  readonly reinitialisations: number;
  /** Packets that nobody was named for in time. */
  readonly unknownSender: number;
  /** Packets that never came, and those that came when they were not waited for any more. */
  readonly lost: number;
  readonly late: number;
  /** How often the connection had to be brought back. */
  readonly reconnects: number;
};

/** Often enough to see what is going on, and in a bad hour no flood. */
const REPORT_EVERY_MS = 5_000;

const NOTHING: ConnectionCounts = {
  undecryptable: 0,
  reinitialisations: 0,
  unknownSender: 0,
  lost: 0,
  late: 0,
  reconnects: 0,
};

/** Counts what goes wrong, so that a connection on which nobody is heard says why. */
export class ConnectionCounters {
  #counts = { ...NOTHING };
  #hasChanged = false;
  #reportedAtMs = -Infinity;

  add(what: keyof ConnectionCounts, by = 1): void {
    if (by === 0) return;
    this.#counts[what] += by;
    this.#hasChanged = true;
  }

  /** What was counted since it was last given; undefined when that is nothing, or too soon. */
  due(atMs: number): ConnectionCounts | undefined {
    if (!this.#hasChanged || atMs - this.#reportedAtMs < REPORT_EVERY_MS) return undefined;
    const counts = this.#counts;
    this.#counts = { ...NOTHING };
    this.#hasChanged = false;
    this.#reportedAtMs = atMs;
    return counts;
  }
}
