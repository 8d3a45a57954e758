import { availableParallelism } from 'node:os';

import type { VoiceActivityDetector } from '@vox/voice-core';

import type { DecodeMemory } from './decode-memory';
import type { EvalItem } from './eval-item';
import type { Outcome } from './outcome';
import { playItem } from './play-item';
import { DEFAULT_SETTING, type Setting } from './settings';

/** Items played at once, each on a clock of its own: decodes run on other threads than the loop. */
const LANES = Math.min(4, availableParallelism());

export type EvalRun = {
  readonly outcomes: readonly Outcome[];
  readonly audioMs: number;
  readonly tookMs: number;
};

/** Plays each clean item in each setting, those in noise in the default one. What comes out depends on neither the machine's speed nor the order. */
export async function run(
  items: readonly EvalItem[],
  settings: readonly Setting[],
  engines: { readonly memory: DecodeMemory; readonly detector: VoiceActivityDetector },
  onItem: (done: number) => void,
): Promise<EvalRun> {
  const startedAtMs = performance.now();
  const outcomes: Outcome[][] = [];
  const waiting = items.entries();
  let done = 0;
  const lane = async () => {
    for (const [index, item] of waiting) {
      const rendered = item.render();
      const ofItem: Outcome[] = [];
      outcomes[index] = ofItem;
      for (const setting of item.condition === 'clean' ? settings : [DEFAULT_SETTING]) {
        ofItem.push(await playItem(item, rendered, setting, engines));
      }
      onItem(++done);
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  const all = outcomes.flat();
  return {
    outcomes: all,
    audioMs: all.reduce((sum, { lengthMs }) => sum + lengthMs, 0),
    tookMs: performance.now() - startedAtMs,
  };
}
