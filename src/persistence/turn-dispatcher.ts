import { Logger } from '@nestjs/common';
import { errorCode } from '@vox/database';
import { type JobQueue, recordTurnJobId, recordTurnSchema } from '@vox/jobs';
import type { Clock } from '@vox/voice-core';

import type { TurnJournal } from './turn-journal';
import type { TurnPayload } from './turn-payload';

const FIRST_RETRY_MS = 250;
const LONGEST_RETRY_MS = 10_000;

/** Turns kept in memory while the disk refuses them; past this the oldest is given up. */
const MAX_UNJOURNALED = 1000;

/**
 * Brings turns from the journal to the queue, oldest first, for as long as it takes. The journal's folder
 * is the waiting line, so an outage of any length costs no memory.
 */
export class TurnDispatcher {
  readonly #logger = new Logger('TurnDispatcher');
  readonly #stopping = new AbortController();
  readonly #unjournaled: TurnPayload[] = [];
  #hasWork = true;
  #wake: (() => void) | undefined;
  #running: Promise<void> | undefined;

  constructor(
    private readonly journal: TurnJournal,
    private readonly queue: JobQueue,
    private readonly clock: Clock,
  ) {}

  /** Begins with what an earlier run left in the journal. */
  start(): void {
    this.#running ??= this.#run();
  }

  /** There is something new in the journal. */
  notify(): void {
    this.#hasWork = true;
    this.#wake?.();
  }

  /** A turn that could not be journaled: it is queued from memory. */
  addUnjournaled(turn: TurnPayload): void {
    if (this.#unjournaled.length >= MAX_UNJOURNALED) {
      const lost = this.#unjournaled.shift();
      this.#logger.error({ turnId: lost?.turnId }, 'A turn is lost: no disk, no queue, no memory');
    }
    this.#unjournaled.push(turn);
    this.notify();
  }

  /** Tries once more to empty the journal, then ends; what the queue does not take stays in the journal. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#wake?.();
    await this.#running;
  }

  async #run(): Promise<void> {
    const { signal } = this.#stopping;
    let retryMs = FIRST_RETRY_MS;
    while (this.#hasWork || !signal.aborted) {
      if (!this.#hasWork) {
        await new Promise<void>((resolve) => (this.#wake = resolve));
        this.#wake = undefined;
        continue;
      }
      this.#hasWork = false;
      try {
        await this.#dispatchAll();
        retryMs = FIRST_RETRY_MS;
      } catch (error) {
        if (signal.aborted) return;
        this.#logger.warn(
          { code: errorCode(error), retryInMs: retryMs },
          'The queue takes no turns; they wait in the journal',
        );
        this.#hasWork = true;
        await this.clock.sleepUntil(this.clock.nowMs() + retryMs, signal);
        retryMs = Math.min(retryMs * 2, LONGEST_RETRY_MS);
      }
    }
  }

  async #dispatchAll(): Promise<void> {
    for (let turn = this.#unjournaled[0]; turn !== undefined; turn = this.#unjournaled[0]) {
      await this.#enqueue(turn);
      // By value: a full list may have given up its head meanwhile.
      if (this.#unjournaled[0] === turn) this.#unjournaled.shift();
    }
    for (const name of await this.journal.list()) await this.#dispatch(name);
  }

  async #dispatch(name: string): Promise<void> {
    const entry = await this.#read(name);
    if (entry === undefined) return;
    await this.#enqueue(entry);
    await this.journal.remove(name);
  }

  async #read(name: string): Promise<TurnPayload | undefined> {
    let reason = 'not JSON';
    try {
      const entry = await this.journal.read(name);
      if (entry === undefined) return undefined;
      const parsed = recordTurnSchema.safeParse(entry);
      if (parsed.success) return parsed.data;
      reason = parsed.error.issues.map((issue) => issue.path.join('.')).join(', ');
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
    }
    this.#logger.error({ name, reason }, 'A journal entry cannot be read and is set aside');
    await this.journal.setAside(name);
    return undefined;
  }

  async #enqueue(turn: TurnPayload): Promise<void> {
    await this.queue.add('conversation.record-turn', turn, { jobId: recordTurnJobId(turn.turnId) });
  }
}
