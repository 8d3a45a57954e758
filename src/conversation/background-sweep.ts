import { Logger } from '@nestjs/common';
import type { Clock } from '@vox/voice-core';

/** Does some work again and again, `intervalMs` apart, until stopped. */
export class BackgroundSweep {
  readonly #logger = new Logger('BackgroundSweep');
  #running: { readonly abort: AbortController; readonly done: Promise<void> } | undefined;

  constructor(
    private readonly clock: Clock,
    private readonly intervalMs: number,
  ) {}

  /** Work that fails is logged and done again the next time. */
  start(work: () => Promise<void>): void {
    if (this.#running !== undefined) return;
    const abort = new AbortController();
    this.#running = { abort, done: this.#run(work, abort.signal) };
  }

  /** Waits for work that is going on. */
  async stop(): Promise<void> {
    this.#running?.abort.abort();
    await this.#running?.done;
    this.#running = undefined;
  }

  async #run(work: () => Promise<void>, signal: AbortSignal): Promise<void> {
    for (;;) {
      await this.clock.sleepUntil(this.clock.nowMs() + this.intervalMs, signal);
      if (signal.aborted) return;
      try {
        await work();
      } catch (error) {
        this.#logger.error({ err: error }, 'A background sweep failed');
      }
    }
  }
}
