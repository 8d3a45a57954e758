import { levelDb } from '@vox/audio';
import { type AudioFrame, FRAME_MS } from '@vox/voice-core';

/**
 * Audio kept from before the detector fires. The detector needs up to 230 ms to be sure (its own minimum
 * plus a noisy onset); more than 300 ms of leading silence makes Moonshine lose words.
 */
export const PRE_ROLL_MS = 300;

/** The [s] and [f] that a word begins with are noise to a detector: with them it needs up to 400 ms. */
export const LONGEST_PRE_ROLL_MS = 500;

/** What stands above the quietest of it by this much is sound. */
const ABOVE_FLOOR_DB = 6;

/**
 * What an utterance begins with, of the `recent` frames before its detector fired: the last 300 ms of them, and more
 * where what sounds then had begun before.
 */
export function preRollOf(recent: readonly AudioFrame[]): readonly AudioFrame[] {
  const levels = recent.map(({ pcm }) => levelDb(pcm));
  const leastDb = Math.min(...levels) + ABOVE_FLOOR_DB;
  let from = Math.max(0, recent.length - PRE_ROLL_MS / FRAME_MS);
  while (from > 0 && (levels[from - 1] ?? -Infinity) >= leastDb) from -= 1;
  return recent.slice(from);
}
