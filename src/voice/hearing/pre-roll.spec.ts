import type { AudioFrame } from '@vox/voice-core';

import { preRollOf } from './pre-roll';

const QUIET = 10;
const SOFT = 100;
const LOUD = 8000;

/** 20 ms frames of these amplitudes: `[amplitude, ms]` spans. */
function frames(...spans: readonly (readonly [amplitude: number, ms: number])[]): AudioFrame[] {
  return spans.flatMap(([amplitude, ms]) =>
    Array.from({ length: ms / 20 }, () => ({
      pcm: new Int16Array(320).fill(amplitude),
      sampleRateHz: 16_000 as const,
    })),
  );
}

const lengthMs = (recent: AudioFrame[]) => preRollOf(recent).length * 20;

describe(preRollOf.name, () => {
  it.each([
    ['300 ms where all of it is quiet', frames([QUIET, 500]), 300],
    ['300 ms where the sound began within them', frames([QUIET, 300], [LOUD, 200]), 300],
    ['the whole of a soft sound that goes on into them', frames([QUIET, 120], [SOFT, 380]), 380],
    ['no sound that had ended before them', frames([LOUD, 160], [QUIET, 340]), 300],
    ['what there is', frames([QUIET, 100]), 100],
    ['nothing of nothing', [], 0],
  ])('is %s', (_, recent, expectedMs) => {
    expect(lengthMs(recent)).toBe(expectedMs);
  });

  it('is of the last frames, in their order', () => {
    const recent = frames([QUIET, 400], [LOUD, 100]);
    expect(preRollOf(recent)).toEqual(recent.slice(-15));
  });
});
