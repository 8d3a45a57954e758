import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/**
 * Collects all garbage at once, which holds up the event loop for about 0.1 s: for the end of the start, which leaves a third of
 * the heap behind that V8 would keep until it has filled as much again.
 * @see https://nodejs.org/api/v8.html#v8setflagsfromstringflags what is exposed later is there in new contexts only
 */
export function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  setFlagsFromString('--no-expose-gc');
}
