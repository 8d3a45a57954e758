import { randomUUID } from 'node:crypto';

import { Logger, type OnApplicationShutdown } from '@nestjs/common';
import { errorCode } from '@vox/database';
import { type JobInput, type JobQueue, JobRefusedError } from '@vox/jobs';
import type { Clock } from '@vox/voice-core';

type UsesJob = JobInput<'usage.record-uses'>;
type Payer = UsesJob['accounts'][number]['payer'];
export type Use = UsesJob['accounts'][number]['uses'][number];

type Waiting = { readonly payer: Payer; readonly uses: Use[] };

/** One job for what everybody uses meanwhile: a turn is half a dozen requests, and each job a dozen statements. */
const GATHER_MS = 1000;
const RETRY_MS = 5000;

/** In memory while the queue takes none; the oldest are lost beyond that. */
const MAX_WAITING = 20_000;
const MAX_IN_JOB = 500;

/** Has what providers were used for stored, through the queue: kept in memory until that has it, and lost with the process before. */
export class UseRecorder implements OnApplicationShutdown {
  readonly #logger = new Logger('Costs');
  readonly #stopping = new AbortController();
  #waiting = new Map<string, Waiting>();
  #count = 0;
  #gathering: Promise<void> | undefined;

  constructor(
    private readonly queue: JobQueue,
    private readonly clock: Clock,
    private readonly serverId: string,
  ) {}

  /** Returns at once. */
  add(payer: Payer, use: Use): void {
    this.#keep(payer, [use]);
    this.#gathering ??= this.#gather(GATHER_MS);
  }

  /** What is used from now on goes to the queue at once. Resolves when it has what was used before, or takes nothing. */
  async onApplicationShutdown(): Promise<void> {
    this.#stopping.abort();
    await this.flush();
  }

  /** Resolves when the queue has all that waits, or takes none now. */
  async flush(): Promise<void> {
    await this.#gathering;
    if (this.#count > 0) await this.#offer();
  }

  async #gather(afterMs: number): Promise<void> {
    // Whoever adds something next has it gathered anew.
    await this.clock.sleepUntil(this.clock.nowMs() + afterMs, this.#stopping.signal);
    const isTaken = await this.#offer();
    this.#gathering = undefined;
    if (this.#count === 0) return;
    if (isTaken || !this.#stopping.signal.aborted) {
      this.#gathering = this.#gather(isTaken ? 0 : RETRY_MS);
    }
  }

  /** @returns false when the queue takes nothing now; then it waits on. */
  async #offer(): Promise<boolean> {
    const offered = jobsOf([...this.#waiting.values()]);
    this.#waiting = new Map();
    this.#count = 0;
    for (const [index, accounts] of offered.entries()) {
      try {
        await this.#enqueue(accounts);
      } catch (error) {
        for (const { payer, uses } of offered.slice(index).flat()) this.#keep(payer, uses);
        this.#logger.warn({ code: errorCode(error) }, 'What was used is stored later');
        return false;
      }
    }
    return true;
  }

  async #enqueue(accounts: Waiting[]): Promise<void> {
    const job = { serverId: this.serverId, accounts };
    try {
      await this.queue.add('usage.record-uses', job, { jobId: `uses-${randomUUID()}` });
    } catch (error) {
      if (!(error instanceof JobRefusedError)) throw error;
      this.#logger.error({ err: error, accounts: accounts.length }, 'Uses cannot be stored');
    }
  }

  #keep(payer: Payer, uses: readonly Use[]): void {
    const key = JSON.stringify([payer.sessionId, payer.ownerId, payer.userId]);
    const waiting = this.#waiting.get(key) ?? { payer, uses: [] };
    waiting.uses.push(...uses);
    this.#waiting.set(key, waiting);
    this.#count += uses.length;
    while (this.#count > MAX_WAITING) this.#loseOldest();
  }

  #loseOldest(): void {
    const [oldest] = this.#waiting;
    if (oldest === undefined) return;
    const [key, { uses }] = oldest;
    uses.shift();
    this.#count -= 1;
    if (uses.length === 0) this.#waiting.delete(key);
  }
}

/** At most `MAX_IN_JOB` uses in each; what one has used may be in several. */
function jobsOf(waiting: readonly Waiting[]): Waiting[][] {
  const jobs: Waiting[][] = [];
  let room = 0;
  for (const { payer, uses } of waiting) {
    for (let start = 0; start < uses.length;) {
      if (room === 0) {
        jobs.push([]);
        room = MAX_IN_JOB;
      }
      const taken = uses.slice(start, start + room);
      jobs.at(-1)?.push({ payer, uses: taken });
      start += taken.length;
      room -= taken.length;
    }
  }
  return jobs;
}
