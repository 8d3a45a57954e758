import { randomUUID } from 'node:crypto';

import { Logger } from '@nestjs/common';
import { errorCode } from '@vox/database';
import type { ErasedPayers, JobQueue, RecordedTurns, TurnIdentity } from '@vox/jobs';
import { answerWithin, type Clock } from '@vox/voice-core';

import type { Forgotten } from '../conversation';
import type { TurnJournal } from './turn-journal';
import { identityIn, identityInText } from './turn-remains';

/** What could not be erased at once, or was deleted through another server, is gone after this. */
const INTERVAL_MS = 60_000;

/** Who deletes waits for no more than this. */
const PATIENCE_MS = 5000;

/** Turns in one question to the database. */
const CHUNK = 200;

const INCOMPLETE: Forgotten = { counts: {}, isComplete: false };

type Remains = { readonly name: string; readonly identity: TurnIdentity | undefined };

/**
 * Removes words that were deleted from where they wait, or were set aside: the journal and the queue. What was deleted is
 * for the database to say, so that nothing is forgotten by an outage, a restart or another server.
 */
export class Erasure {
  readonly #logger = new Logger('Erasure');
  readonly #stopping = new AbortController();
  #running: Promise<void> = Promise.resolve();

  constructor(
    private readonly journal: TurnJournal,
    private readonly queue: JobQueue,
    private readonly recorded: Pick<RecordedTurns, 'settled'>,
    private readonly payers: Pick<ErasedPayers, 'withoutErased'>,
    private readonly clock: Clock,
  ) {}

  start(): void {
    this.#running = this.#run();
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
  }

  /**
   * Something was deleted. Resolves when it is nowhere any more, or after a few seconds; what is left then is erased later.
   * Never rejects.
   */
  async now(): Promise<Forgotten> {
    return (await answerWithin(this.clock, PATIENCE_MS, this.#erase('all')))?.value ?? INCOMPLETE;
  }

  async #run(): Promise<void> {
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      await this.#erase('failed');
      await this.clock.sleepUntil(this.clock.nowMs() + INTERVAL_MS, signal);
    }
  }

  async #erase(scope: 'failed' | 'all'): Promise<Forgotten> {
    try {
      const journal_entries = await this.#eraseFiles(scope);
      const jobs = await this.queue.purge(scope, async (payloads) => {
        const turns = await this.#areErased(payloads.map(identityIn));
        const uses = await Promise.all(payloads.map((payload) => this.#haveErasedPayers(payload)));
        return payloads.map((_, index) => turns[index] === true || uses[index] === true);
      });
      return { counts: { journal_entries, jobs }, isComplete: true };
    } catch (error) {
      this.#logger.warn({ code: errorCode(error) }, 'Deleted words are erased everywhere later');
      return INCOMPLETE;
    }
  }

  /** What others have used is kept: a use is stored once, however many jobs hold it. */
  async #haveErasedPayers(payload: unknown): Promise<boolean> {
    const others = await this.payers.withoutErased(payload);
    if (others === undefined) return false;
    if (others.accounts.length > 0) {
      await this.queue.add('usage.record-uses', others, { jobId: `uses-${randomUUID()}` });
    }
    return true;
  }

  /** @returns how many. */
  async #eraseFiles(scope: 'failed' | 'all'): Promise<number> {
    let count = 0;
    const aside = await this.journal.listAside();
    const waiting = scope === 'all' ? await this.journal.list() : [];
    for (const names of chunks([...aside, ...waiting])) {
      const found = await Promise.all(names.map((name) => this.#remainsOf(name)));
      const isErased = await this.#areErased(found.map(({ identity }) => identity));
      for (const [index, { name, identity }] of found.entries()) {
        // Whose words a broken entry holds may be past telling: then they may be those that were deleted.
        const isNobodys = scope === 'all' && identity === undefined && aside.includes(name);
        if (isErased[index] !== true && !isNobodys) continue;
        await this.journal.remove(name);
        count += 1;
      }
    }
    return count;
  }

  async #remainsOf(name: string): Promise<Remains> {
    const text = await this.journal.readText(name);
    return { name, identity: text === undefined ? undefined : identityInText(text, name) };
  }

  async #areErased(turns: readonly (TurnIdentity | undefined)[]): Promise<boolean[]> {
    const known = turns.filter((turn) => turn !== undefined);
    const settled = new Set<string>();
    for (const chunk of chunks(known)) {
      for (const id of await this.recorded.settled(chunk)) settled.add(id);
    }
    return turns.map((turn) => turn !== undefined && settled.has(turn.turnId));
  }
}

function chunks<T>(all: readonly T[]): T[][] {
  const count = Math.ceil(all.length / CHUNK);
  return Array.from({ length: count }, (_, n) => all.slice(n * CHUNK, (n + 1) * CHUNK));
}
