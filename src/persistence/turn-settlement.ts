import { Logger } from '@nestjs/common';
import { errorCode, isPermanentDatabaseError } from '@vox/database';
import { type JobQueue, type RecordedTurns, recordTurnJobId, type TurnIdentity } from '@vox/jobs';
import type { Clock } from '@vox/voice-core';

import type { WaitingTurn } from './waiting-turn';
import type { WaitingTurns } from './waiting-turns';

/** Turns in one question to the database. */
const CHUNK = 500;
/** A job that takes longer than this is asked after, and again each time it has passed. */
const ASK_AFTER_MS = 5000;
/** Jobs asked after in one pass: each is a question of its own. */
const MAX_ASKED = 200;
/** A job may be done and removed between two looks; twice in a row unknown to both and it is lost. */
const LOST_AFTER_MISSES = 2;
/** A queue that loses a turn so often does not lose it: the turn is written in a way that cannot be seen. */
const MAX_LOSSES = 5;

const NAME = 'conversation.record-turn';

/**
 * Finds out which of the turns that the queue has taken are in the database, and lets the journal go of those only: a
 * queue may lose what it took (Redis without an append-only file does), and then it is offered again.
 */
export class TurnSettlement {
  readonly #logger = new Logger('TurnJournal');

  constructor(
    private readonly turns: WaitingTurns,
    private readonly recorded: Pick<RecordedTurns, 'settled'>,
    private readonly queue: JobQueue,
    private readonly clock: Clock,
    private readonly onStored: (turn: TurnIdentity) => void = () => undefined,
  ) {}

  /** @returns how many are done with. Rejects when the database or the queue cannot be asked. */
  async settle(): Promise<number> {
    let count = 0;
    const { offered } = this.turns;
    for (let start = 0; start < offered.length; start += CHUNK) {
      const chunk = offered.slice(start, start + CHUNK);
      const settled = await this.#settled(chunk.flatMap(({ identity }) => identity ?? []));
      for (const turn of chunk) {
        if (!settled.has(turn.identity?.turnId ?? '')) continue;
        await this.#done(turn);
        count += 1;
      }
    }
    const nowMs = this.clock.nowMs();
    const late = this.turns.offered
      .filter(({ askedAtMs }) => nowMs - askedAtMs >= ASK_AFTER_MS)
      .sort((one, other) => one.askedAtMs - other.askedAtMs);
    for (const turn of late.slice(0, MAX_ASKED)) count += (await this.#askAfter(turn)) ? 1 : 0;
    return count;
  }

  async #done(turn: WaitingTurn): Promise<void> {
    await this.turns.done(turn);
    if (turn.identity !== undefined) this.onStored(turn.identity);
  }

  async #settled(turns: readonly TurnIdentity[]): Promise<Set<string>> {
    try {
      return await this.recorded.settled(turns);
    } catch (error) {
      if (!isPermanentDatabaseError(error)) throw error;
      // One of them cannot even be asked for: the others can, and of that one its job will tell.
      const [only, ...others] = turns;
      if (only === undefined || others.length === 0) return new Set();
      const each = await Promise.all(turns.map((turn) => this.#settled([turn])));
      return new Set(each.flatMap((found) => [...found]));
    }
  }

  async #askAfter(turn: WaitingTurn): Promise<boolean> {
    const jobId = recordTurnJobId(turn.identity?.turnId ?? '');
    const outcome = await this.queue.outcome(NAME, jobId);
    turn.askedAtMs = this.clock.nowMs();
    switch (outcome.state) {
      case 'waiting':
        turn.missed = 0;
        return false;
      case 'done':
        await this.#done(turn);
        return true;
      case 'failed':
        await this.turns.giveUp(turn, 'refused', outcome.reason);
        // From now on its words are in the journal only; there they are seen, counted and deleted.
        await this.#discard(jobId);
        return true;
      case 'gone':
        await this.#miss(turn);
        return false;
    }
  }

  async #miss(turn: WaitingTurn): Promise<void> {
    turn.missed += 1;
    if (turn.missed < LOST_AFTER_MISSES) return;
    turn.missed = 0;
    turn.losses += 1;
    if (turn.losses > MAX_LOSSES) {
      return this.turns.giveUp(
        turn,
        'refused',
        'its job is done again and again, and nothing is stored',
      );
    }
    const turnId = turn.identity?.turnId;
    this.#logger.warn(
      { turnId, times: turn.losses },
      'The queue has lost a turn; it gets it again',
    );
    turn.offeredAtMs = undefined;
  }

  async #discard(jobId: string): Promise<void> {
    try {
      await this.queue.discard(NAME, jobId);
    } catch (error) {
      this.#logger.warn(
        { jobId, code: errorCode(error) },
        'A job that failed for good is still there',
      );
    }
  }
}
