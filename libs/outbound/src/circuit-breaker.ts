import { type Clock, ProviderError, type ProviderErrorCategory } from '@vox/voice-core';

export type CircuitState = 'closed' | 'open' | 'half-open';

export type CircuitBreakerOptions = {
  /** Failures in a row that open the circuit. */
  readonly failureThreshold: number;
  /** How long it stays open the first time; doubles with each failed probe. */
  readonly openMs: number;
  readonly maxOpenMs: number;
};

export const circuitBreakerDefaults = {
  // Two can be bad luck; every further session would wait for its own timeout.
  failureThreshold: 3,
  openMs: 5000,
  maxOpenMs: 60_000,
} as const satisfies CircuitBreakerOptions;

/** Nobody's next request will fare better until somebody changes a setting: no need to fail thrice. */
const OPENS_AT_ONCE: ReadonlySet<ProviderErrorCategory> = new Set(['authentication', 'quota']);
/** Says something about the request, not about the provider. */
const NOT_THE_PROVIDER: ReadonlySet<ProviderErrorCategory> = new Set(['invalid-request']);

/** One admitted use of the provider. It ends with one of the last three; later calls are ignored. */
export type Admission = {
  /**
   * It answers, and how that ends is not known yet: a probe no longer keeps others waiting, and when what cut another answer cuts this
   * one, it is not counted again.
   */
  answering(): void;
  succeeded(): void;
  failed(error: unknown): void;
  /** Given up by us (barge-in): says nothing about the provider. */
  abandoned(): void;
};

/**
 * Remembers whether one provider works, for every session of the process.
 *
 * Closed: all are admitted. Open: none, until the time is over; then half-open: one is let through as a probe, and the
 * next when that one is answering or over. The success of any closes the circuit. Many sessions that meet the same trouble make it no
 * worse: what was asked before the circuit opened does not keep it open for longer.
 */
export class CircuitBreaker {
  readonly #options: CircuitBreakerOptions;
  readonly #clock: Clock;
  #failures = 0;
  #openings = 0;
  #openUntilMs: number | undefined;
  #isProbing = false;
  /** Failures that were counted and times that it opened, ever. */
  #everCounted = 0;
  #everOpened = 0;
  #lastError: string | undefined;

  constructor(clock: Clock, options: Partial<CircuitBreakerOptions> = {}) {
    this.#clock = clock;
    this.#options = { ...circuitBreakerDefaults, ...options };
  }

  get state(): CircuitState {
    if (this.#openUntilMs === undefined) return 'closed';
    return this.#clock.nowMs() < this.#openUntilMs ? 'open' : 'half-open';
  }

  /** What opened the circuit or failed last: a category, not a secret. */
  get lastError(): string | undefined {
    return this.#lastError;
  }

  /** Undefined when the provider must not be asked now. */
  admit(): Admission | undefined {
    const { state } = this;
    if (state === 'open' || (state === 'half-open' && this.#isProbing)) return undefined;
    const isProbe = state === 'half-open';
    if (isProbe) this.#isProbing = true;
    const counted = this.#everCounted;
    const opened = this.#everOpened;
    let isSettled = false;
    let isAnswering = false;
    const settle = (act: () => void) => () => {
      if (isSettled) return;
      isSettled = true;
      if (isProbe && !isAnswering) this.#isProbing = false;
      act();
    };
    return {
      answering: () => {
        if (isAnswering || isSettled) return;
        isAnswering = true;
        if (isProbe) this.#isProbing = false;
      },
      succeeded: settle(() => this.#close()),
      abandoned: settle(() => undefined),
      failed: (error) =>
        settle(() => {
          const isSameTrouble = isAnswering && this.#everCounted > counted;
          if (!isSameTrouble && this.#everOpened === opened) this.#count(error, isProbe);
        })(),
    };
  }

  #close(): void {
    this.#failures = 0;
    this.#openings = 0;
    this.#openUntilMs = undefined;
    this.#lastError = undefined;
  }

  #count(error: unknown, isProbe: boolean): void {
    const category = error instanceof ProviderError ? error.category : 'unknown';
    if (NOT_THE_PROVIDER.has(category)) return;
    this.#lastError = category;
    this.#everCounted += 1;
    this.#failures += 1;
    const opens =
      isProbe || OPENS_AT_ONCE.has(category) || this.#failures >= this.#options.failureThreshold;
    if (!opens) return;
    const openMs = Math.min(this.#options.openMs * 2 ** this.#openings, this.#options.maxOpenMs);
    this.#openings += 1;
    this.#everOpened += 1;
    this.#openUntilMs = this.#clock.nowMs() + openMs;
  }
}
