import { percentile } from '../report';
import type { ClientsResult, Spread } from './wire';

/** What the clients of one cell see together. Nothing is kept while it is closed. */
export class Observations {
  isOpen = false;
  readonly #addedDelaysMs: number[] = [];
  readonly #stopsMs: number[] = [];
  readonly #gapsMs: number[] = [];
  readonly #latenessMs: number[] = [];
  #missed = 0;
  #errors = 0;

  addDelay(ms: number): void {
    if (this.isOpen) this.#addedDelaysMs.push(ms);
  }

  addStop(ms: number): void {
    if (this.isOpen) this.#stopsMs.push(ms);
  }

  addGap(ms: number): void {
    if (this.isOpen) this.#gapsMs.push(ms);
  }

  addLateness(ms: number): void {
    if (this.isOpen) this.#latenessMs.push(ms);
  }

  /** An answer that never came, came before it could, or went on through a whole barge-in. */
  addMiss(): void {
    if (this.isOpen) this.#missed += 1;
  }

  /** A server that refuses, fails or goes away counts whenever it does. */
  addError(): void {
    this.#errors += 1;
  }

  /** What was seen so far; what comes now is the next part's. */
  takePart(): ClientsResult {
    const result = this.result();
    for (const values of [this.#addedDelaysMs, this.#stopsMs, this.#gapsMs, this.#latenessMs]) {
      values.length = 0;
    }
    this.#missed = 0;
    this.#errors = 0;
    return result;
  }

  result(): ClientsResult {
    return {
      addedDelayMs: spread(this.#addedDelaysMs),
      bargeInStopMs: spread(this.#stopsMs),
      frameGapMs: spread(this.#gapsMs),
      answers: this.#addedDelaysMs.length,
      missed: this.#missed,
      errors: this.#errors,
      ownLatenessMs: {
        p99: percentile(this.#latenessMs, 0.99),
        max: this.#latenessMs.reduce((most, ms) => Math.max(most, ms), 0),
      },
    };
  }
}

function spread(values: readonly number[]): Spread {
  return {
    count: values.length,
    p50: percentile(values, 0.5),
    p95: percentile(values, 0.95),
    p99: percentile(values, 0.99),
  };
}
