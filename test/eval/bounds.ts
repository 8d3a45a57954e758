import type { Figures, Share } from './figures';

type Bound = {
  readonly what: string;
  readonly most: number;
  /** `fixed`: what the same silence gives when the words make no difference to it. */
  readonly of: (figures: Figures, fixed: Figures) => number;
};

const percent = ({ count, of }: Share) => (100 * count) / of;

/** What people call natural: beyond these a change made turn-taking worse. */
const BOUNDS: readonly Bound[] = [
  {
    what: '% of turns with a pause of up to 500 ms cut off',
    most: 3,
    of: ({ endedEarlyShortPause }) => percent(endedEarlyShortPause),
  },
  {
    what: 'of them more than with a fixed silence',
    most: 0,
    of: ({ endedEarlyShortPause }, fixed) =>
      endedEarlyShortPause.count - fixed.endedEarlyShortPause.count,
  },
  { what: 'ms of an onset clipped', most: 50, of: ({ onsetClipped }) => onsetClipped.most },
  {
    what: 'ms of end-of-turn delay on complete sentences (p50)',
    most: 500,
    of: ({ completeDelay }) => completeDelay.p50,
  },
  {
    what: 'ms until it is decided to silence the agent (p50)',
    most: 300,
    of: ({ decided }) => decided.p50,
  },
  { what: 'ms from there to the last sample (p95)', most: 60, of: ({ stop }) => stop.p95 },
  {
    what: '% of backchannels, coughs and laughs that end the answer',
    most: 5,
    of: ({ falseBargeIns }) => percent(falseBargeIns),
  },
  {
    what: 'short answers not noticed at all',
    most: 0,
    of: ({ unnoticed }) => unnoticed.count,
  },
];

/** Those that are not kept, for a person; a figure that there is none of is not kept either. */
export function missedBounds(figures: Figures, fixed: Figures): string[] {
  return BOUNDS.flatMap(({ what, most, of }) => {
    const value = of(figures, fixed);
    return value <= most ? [] : [`${value.toFixed(1)} ${what}, more than ${most}`];
  });
}
