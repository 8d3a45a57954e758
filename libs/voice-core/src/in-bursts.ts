import { setImmediate } from 'node:timers/promises';

import { ITERATION_END } from './iteration-end';

/** Of frames half a second of audio, about 3 ms of work for the loop. */
const BURST = 25;

/**
 * Reads `items` with a pause after each `size` of them, in which everything else has its turn: what has piled up is read in
 * microtasks alone, and would hold up every other session. No generator, for that costs several times as much per item.
 */
export function inBursts<T>(items: AsyncIterable<T, void>, size = BURST): AsyncIterator<T, void> {
  const reader = items[Symbol.asyncIterator]();
  let asked = 0;
  return {
    next: () => {
      const isPause = asked > 0 && asked % size === 0;
      asked += 1;
      return isPause ? setImmediate().then(() => reader.next()) : reader.next();
    },
    return: () => reader.return?.() ?? Promise.resolve(ITERATION_END),
  };
}
