/** One late or damaged packet is nothing; five of one person in a row (100 ms) are a key we do not have. */
const FAILURES_IN_A_ROW = 5;

/** Failures further apart than this are single accidents. */
const WINDOW_MS = 5_000;

/** A new key package is answered within a few hundred ms; after this the server does not answer. */
const RECOVERY_MS = 3_000;

/**
 * Between reconnections. Where the first did not help another may; a client that only ever sends rubbish must not cost the
 * others their connection again and again.
 */
const FIRST_REST_MS = 4_000;
const LONGEST_REST_MS = 64_000;

/** `reinitialise`: ask the server for new keys. `reconnect`: that did not help. */
export type DecryptionRemedy = 'none' | 'reinitialise' | 'reconnect';

type Failures = { count: number; sinceMs: number };

/**
 * Decides what to do about end-to-end encrypted (DAVE) packets that cannot be decrypted, so that nobody goes unheard
 * for long. Pure; `atMs` is monotonic.
 */
export class DecryptionWatch {
  readonly #failures = new Map<string, Failures>();
  #recovery: { readonly userId: string; readonly sinceMs: number } | undefined;
  #restsUntilMs = 0;
  #restMs = FIRST_REST_MS;
  /** For whom the last reconnection was made. */
  #blamed: string | undefined;

  failed(userId: string, atMs: number): DecryptionRemedy {
    const failures = this.#count(userId, atMs);
    if (failures.count < FAILURES_IN_A_ROW || atMs < this.#restsUntilMs) return 'none';
    if (this.#recovery === undefined) {
      this.#recovery = { userId, sinceMs: atMs };
      return 'reinitialise';
    }
    if (atMs - this.#recovery.sinceMs < RECOVERY_MS) return 'none';
    this.#recovery = undefined;
    this.#failures.clear();
    this.#blamed = userId;
    this.#restsUntilMs = atMs + this.#restMs;
    this.#restMs = Math.min(LONGEST_REST_MS, 2 * this.#restMs);
    return 'reconnect';
  }

  succeeded(userId: string): void {
    this.#failures.delete(userId);
    if (this.#recovery?.userId === userId) this.#recovery = undefined;
    if (this.#blamed !== userId) return;
    this.#blamed = undefined;
    this.#restMs = FIRST_REST_MS;
  }

  left(userId: string): void {
    this.succeeded(userId);
  }

  #count(userId: string, atMs: number): Failures {
    const known = this.#failures.get(userId);
    const isFresh = known === undefined || atMs - known.sinceMs > WINDOW_MS;
    const failures = isFresh ? { count: 0, sinceMs: atMs } : known;
    this.#failures.set(userId, failures);
    failures.count += 1;
    return failures;
  }
}
