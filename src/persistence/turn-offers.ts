import { errorCode } from '@vox/database';
import { type JobQueue, JobRefusedError, recordTurnJobId } from '@vox/jobs';
import type { Clock } from '@vox/voice-core';

import type { WaitingTurn } from './waiting-turn';
import type { WaitingTurns } from './waiting-turns';

/** Failures in a row, of different turns, after which it is the queue and not one of them. */
const FAILURES_OF_THE_QUEUE = 3;

/**
 * Offers every waiting turn to the queue, the oldest first.
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
  const failed: { readonly turn: WaitingTurn; readonly error: unknown }[] = [];
  let isTaking = false;
  for (const turn of turns.pending) {
    const payload = await turns.read(turn);
    if (payload === undefined) continue;
    const { turnId } = payload;
    try {
      await queue.add('conversation.record-turn', payload, { jobId: recordTurnJobId(turnId) });
      turn.offeredAtMs = clock.nowMs();
      turn.askedAtMs = turn.offeredAtMs;
      isTaking = true;
    } catch (error) {
      if (error instanceof JobRefusedError) await turns.giveUp(turn, 'refused', error.message);
      else failed.push({ turn, error });
      if (signal.aborted) break;
      if (!isTaking && failed.length >= FAILURES_OF_THE_QUEUE) break;
    }
  }
  const [first] = failed;
  if (first === undefined) return;
  if (isTaking) {
    for (const { turn, error } of failed) {
      await turns.strike(turn, 'refused', errorCode(error) ?? 'unknown');
    }
  }
  throw first.error;
}
