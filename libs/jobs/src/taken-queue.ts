import type { Job } from 'bullmq';

import type { AnyWorker } from './bull-connection';
import { StandstillWatch } from './standstill-watch';

/** Places of one worker in which a job is in work. */
type Places = { taken: number };

export type TakenQueueOptions = {
  /** Jobs in work at once. */
  readonly concurrency: number;
  /** Its jobs may be in work for as long as they like: while all places are taken nothing else is to be expected. */
  readonly hasLongJobs: boolean;
  readonly stuckMs: number;
  /** Jobs that could be taken now. */
  readonly ready: () => Promise<number>;
  readonly open: (take: (job: Job) => Promise<void>) => AnyWorker;
  /** Does one job. */
  readonly work: (job: Job) => Promise<void>;
  /** Told before a worker is replaced, with the jobs that it has in work. */
  readonly onStandstill: (inWork: number) => void;
};

/**
 * Takes one queue's jobs, with a worker that is replaced when jobs wait, it has places for them, and none moves.
 *
 * Owns its workers. `close` waits for the jobs in work.
 */
export class TakenQueue {
  readonly #watch: StandstillWatch;
  #worker: AnyWorker;
  #places: Places;

  constructor(private readonly options: TakenQueueOptions) {
    const { ready, stuckMs } = options;
    const waiting = () => (this.#isFull ? Promise.resolve(0) : ready());
    this.#watch = new StandstillWatch(waiting, () => this.#replace(), stuckMs);
    [this.#worker, this.#places] = this.#open();
  }

  /** Rejects when the queue refuses it. */
  async waitUntilReady(): Promise<void> {
    await this.#worker.waitUntilReady();
  }

  /** Looks from now on whether it stands still. */
  watch(): void {
    this.#watch.start();
  }

  async close(): Promise<void> {
    this.#watch.stop();
    await this.#worker.close();
  }

  get #isFull(): boolean {
    const { hasLongJobs, concurrency } = this.options;
    return hasLongJobs && this.#places.taken >= concurrency;
  }

  #open(): [AnyWorker, Places] {
    const places: Places = { taken: 0 };
    return [this.options.open((job) => this.#take(job, places)), places];
  }

  #replace(): void {
    this.options.onStandstill(this.#places.taken);
    const stuck = this.#worker;
    [this.#worker, this.#places] = this.#open();
    // Without waiting for what it holds: that may never end.
    void stuck.close(true).catch(() => undefined);
  }

  /** @param places Its worker's: what a replaced one still has in work takes none of the next one's. */
  async #take(job: Job, places: Places): Promise<void> {
    this.#watch.moved();
    places.taken += 1;
    try {
      await this.options.work(job);
    } finally {
      places.taken -= 1;
      this.#watch.moved();
    }
  }
}
