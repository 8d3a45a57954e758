import { loadavg } from 'node:os';

export const TICK_MS = 20;

/** Speech that is sent or taken in real time has a hole where its process got no processor for so long. */
const STARVED_MS = 100;

/** Share of the time in which the process was starved that long, and its real time was not the clock's. */
const STARVED_SHARE = 0.02;

/** Share of the processors' time: with less than this left over, somebody waits for one all the time. */
const LEAST_IDLE = 0.03;

/** Share of the seconds in which nothing was left over; a test takes all there is for a moment by itself. */
const FULL_SHARE = 0.2;

/** Whether the machine kept time, by what was seen of it. */
export class MachineTime {
  #elapsedMs = 0;
  #starvedMs = 0;
  #worstMs = 0;
  #seconds = 0;
  #fullSeconds = 0;

  /** From one tick, of 20 ms, to the next; `computedMs` by all threads of the process that ticks. */
  tick(elapsedMs: number, computedMs: number): void {
    // Late because it computed is not starved: that is its own doing.
    const starvedMs = elapsedMs - TICK_MS - computedMs;
    this.#elapsedMs += elapsedMs;
    this.#worstMs = Math.max(this.#worstMs, starvedMs);
    if (starvedMs > STARVED_MS) this.#starvedMs += starvedMs;
  }

  /** What all processors together did in a second. A system that does not tell says 0 of 0, which is not full. */
  second(idleMs: number, processorMs: number): void {
    this.#seconds += 1;
    if (idleMs < processorMs * LEAST_IDLE) this.#fullSeconds += 1;
  }

  get isKept(): boolean {
    return (
      this.#starvedMs <= this.#elapsedMs * STARVED_SHARE &&
      this.#fullSeconds <= this.#seconds * FULL_SHARE
    );
  }

  toString(): string {
    const load = loadavg().map((value) => value.toFixed(1));
    return (
      `load ${load.join(' ')}, no processor free in ${this.#fullSeconds} of ${this.#seconds} s, ` +
      `starved of one for ${this.#worstMs.toFixed(0)} ms at worst`
    );
  }
}
