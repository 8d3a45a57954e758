import { Random } from '../eval/random';
import type { Part } from '../faults/town';

/** One thing that happens to one part. */
export type Fault = {
  /** From the begin of the one before. */
  readonly afterMs: number;
  readonly part: Part;
  /** A frozen part keeps its connections and answers nothing; a killed one loses what is in its memory. */
  readonly does: 'freeze' | 'kill';
  /** Until it goes on, or is started again; PostgreSQL's supervisor starts it at once. */
  readonly forMs: number;
};

const LONGEST_GAP_MS = 2500;
const LONGEST_FREEZE_MS = 4000;
const LONGEST_ABSENCE_MS = 2000;

/** The same faults for the same seed; they overlap where they hit different parts. */
export function planOf(seed: number, count: number, parts: readonly Part[]): Fault[] {
  const random = new Random(String(seed));
  return Array.from({ length: count }, () => {
    const part = random.pick(parts);
    const does = random.next() < 0.5 ? 'freeze' : 'kill';
    const longestMs = does === 'freeze' ? LONGEST_FREEZE_MS : LONGEST_ABSENCE_MS;
    return {
      afterMs: Math.round(random.between(0, LONGEST_GAP_MS)),
      part,
      does,
      forMs: Math.round(random.between(0, longestMs)),
    };
  });
}
