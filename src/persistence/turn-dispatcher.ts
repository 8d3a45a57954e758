import { Logger } from '@nestjs/common';
import { errorCode } from '@vox/database';
import type { JobQueue, RecordedTurns, TurnIdentity } from '@vox/jobs';
import type { Clock } from '@vox/voice-core';

import { offerAll } from './turn-offers';
import type { TurnPayload } from './turn-payload';
import { TurnSettlement } from './turn-settlement';
import type { WaitingTurns } from './waiting-turns';

const FIRST_RETRY_MS = 250;
const LONGEST_RETRY_MS = 10_000;

/** How soon the database is asked for what the queue has taken; doubles while nothing of it is done. */
const FIRST_LOOK_MS = 250;
const LONGEST_LOOK_MS = 5000;

/** From pass to pass: with many sessions several turns have ended meanwhile, and go to the queue in one statement. */
const PASS_MS = 250;

/**
 * Brings turns from the journal through the queue into the database, the oldest first, for as long as it takes. The
 * journal's folder is the waiting line, so an outage of any length costs no memory; an entry leaves it when the database
 * has the turn.
 */
export class TurnDispatcher {
  readonly #logger = new Logger('TurnDispatcher');
  readonly #stopping = new AbortController();
  readonly #settlement: TurnSettlement;
  #isNotified = true;
  #wake = new AbortController();
  #running: Promise<void> | undefined;

  constructor(
    private readonly turns: WaitingTurns,
    private readonly queue: JobQueue,
    recorded: Pick<RecordedTurns, 'settled'>,
    private readonly clock: Clock,
    onStored?: (turn: TurnIdentity) => void,
  ) {
    this.#settlement = new TurnSettlement(turns, recorded, queue, clock, onStored);
  }

  /** Begins with what an earlier run left in the journal. */
  start(): void {
    this.#running ??= this.#run();
  }

  /** There is something new in the journal. */
  notify(): void {
    this.#isNotified = true;
    this.#wake.abort('superseded');
  }

  /** A turn that could not be journaled: it is queued from memory. */
  addUnjournaled(turn: TurnPayload): void {
    this.turns.addUnjournaled(turn);
    this.notify();
  }

  /** Offers once more what waits, then ends; what is not in the database stays in the journal. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#wake.abort('superseded');
    await this.#running;
  }

  async #run(): Promise<void> {
    const { signal } = this.#stopping;
    let retryMs = FIRST_RETRY_MS;
    let lookMs = FIRST_LOOK_MS;
    let passedAtMs = -Infinity;
    while (!signal.aborted || this.#isNotified) {
      await this.clock.sleepUntil(passedAtMs + PASS_MS, signal);
      passedAtMs = this.clock.nowMs();
      if (this.#isNotified) lookMs = FIRST_LOOK_MS;
      this.#isNotified = false;
      if (await this.#offer(retryMs)) {
        retryMs = FIRST_RETRY_MS;
        lookMs = (await this.#settle()) > 0 ? FIRST_LOOK_MS : Math.min(lookMs * 2, LONGEST_LOOK_MS);
        if (this.turns.pending.length > 0) continue;
        // Nothing waits: only somebody's word wakes it.
        await this.#sleep(this.turns.offered.length === 0 ? undefined : lookMs);
      } else {
        if (signal.aborted) return;
        await this.#settle();
        await this.#rest(retryMs);
        retryMs = Math.min(retryMs * 2, LONGEST_RETRY_MS);
      }
    }
  }

  /** False when something waits that the queue did not take. */
  async #offer(retryInMs: number): Promise<boolean> {
    const { signal } = this.#stopping;
    try {
      await this.turns.journalAgain();
      await this.turns.collect();
      await offerAll(this.turns, this.queue, this.clock, signal);
      // An entry that the disk would not give is asked for again.
      return this.turns.pending.length === 0;
    } catch (error) {
      if (!signal.aborted) {
        const code = errorCode(error);
        this.#logger.warn(
          { code, retryInMs },
          'The queue takes not every turn; they wait in the journal',
        );
      }
      return false;
    }
  }

  async #settle(): Promise<number> {
    try {
      return await this.#settlement.settle();
    } catch (error) {
      // The database is away, or the disk keeps what is done: the next look finds the same.
      this.#logger.debug(
        { code: errorCode(error) },
        'What became of the turns cannot be asked now',
      );
      return 0;
    }
  }

  /** Until `ms` have passed, somebody notifies, or the end; without a number until one of the last two. */
  async #sleep(ms: number | undefined): Promise<void> {
    this.#wake = new AbortController();
    const { signal } = this.#wake;
    if (this.#isNotified || this.#stopping.signal.aborted) return;
    if (ms !== undefined) return this.clock.sleepUntil(this.clock.nowMs() + ms, signal);
    await new Promise<void>((resolve) => {
      signal.addEventListener('abort', () => resolve(), { once: true });
    });
  }

  /** A queue that takes nothing is not asked more often because more turns come. */
  async #rest(ms: number): Promise<void> {
    await this.clock.sleepUntil(this.clock.nowMs() + ms, this.#stopping.signal);
    this.#isNotified = true;
  }
}
