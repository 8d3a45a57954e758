import { errorCode } from '@vox/database';
import { type JobQueue, JobRefusedError, recordTurnJobId } from '@vox/jobs';
import type { Clock } from '@vox/voice-core';

import type { TurnPayload } from './turn-payload';
import type { WaitingTurn } from './waiting-turn';
import type { WaitingTurns } from './waiting-turns';

const NAME = 'conversation.record-turn';

/** Turns whose words are in memory at once. */
const AT_ONCE = 50;

/** Failures in a row, of different turns, after which it is the queue and not one of them. */
const FAILURES_OF_THE_QUEUE = 3;

/** A turn with the job that stores it. */
type ReadTurn = {
  readonly turn: WaitingTurn;
  readonly payload: TurnPayload;
  readonly jobId: string;
};
type FailedTurn = { readonly turn: WaitingTurn; readonly error: unknown };

/**
 * Offers every waiting turn to the queue, the oldest first, many at once.
 *
 * One that fails keeps no other one back: when the queue takes others, the fault is its own, and it is set aside after a
 * few tries. A turn that comes late takes its place by when it began.
 * @throws what the queue answered when it takes none.
 */
export async function offerAll(
  turns: WaitingTurns,
  queue: JobQueue,
  clock: Clock,
  signal: AbortSignal,
): Promise<void> {
  const failed: FailedTurn[] = [];
  let isTaking = false;
  const taken = (turn: WaitingTurn) => {
    turn.offeredAtMs = clock.nowMs();
    turn.askedAtMs = turn.offeredAtMs;
    isTaking = true;
  };
  const isOver = () => signal.aborted || (!isTaking && failed.length >= FAILURES_OF_THE_QUEUE);
  const { pending } = turns;
  for (let start = 0; start < pending.length; start += AT_ONCE) {
    const read = await readAll(turns, pending.slice(start, start + AT_ONCE));
    if (await isTakenWhole(read, queue)) {
      for (const { turn } of read) taken(turn);
      continue;
    }
    for (const { turn, payload, jobId } of read) {
      try {
        await queue.add(NAME, payload, { jobId });
        taken(turn);
      } catch (error) {
        if (error instanceof JobRefusedError) await turns.giveUp(turn, 'refused', error.message);
        else failed.push({ turn, error });
        if (isOver()) return blame(failed, isTaking, turns);
      }
    }
  }
  return blame(failed, isTaking, turns);
}

/** @throws what the first of them failed with. */
async function blame(
  failed: readonly FailedTurn[],
  isTaking: boolean,
  turns: WaitingTurns,
): Promise<void> {
  const [first] = failed;
  if (first === undefined) return;
  if (isTaking) {
    for (const { turn, error } of failed) {
      await turns.strike(turn, 'refused', errorCode(error) ?? 'unknown');
    }
  }
  throw first.error;
}

async function readAll(turns: WaitingTurns, waiting: readonly WaitingTurn[]): Promise<ReadTurn[]> {
  const read: ReadTurn[] = [];
  for (const turn of waiting) {
    const payload = await turns.read(turn);
    if (payload === undefined) continue;
    read.push({ turn, payload, jobId: recordTurnJobId(payload.turnId) });
  }
  return read;
}

/** False also where only one of them is at fault, or only one is there: each is offered by itself then. */
async function isTakenWhole(read: readonly ReadTurn[], queue: JobQueue): Promise<boolean> {
  if (read.length < 2) return false;
  try {
    await queue.addAll(NAME, read);
    return true;
  } catch {
    return false;
  }
}
