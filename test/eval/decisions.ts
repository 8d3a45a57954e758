import { AsyncLocalStorage } from 'node:async_hooks';

import { Floor } from '../../src/voice/turn-taking/floor';

/** Takes note of the floor's decisions for the session that runs in its context. */
const watchers = new AsyncLocalStorage<() => void>();

/**
 * Runs a session and calls `onDecision` whenever it decides to silence its agent, be it to pause the answer or to end it.
 *
 * A session tells its channel of the end of an answer only: that is when the sound has stopped, and a pause is not told.
 */
export function watchingDecisions<T>(onDecision: () => void, session: () => T): T {
  return watchers.run(onDecision, session);
}

const { pause, stop } = Floor.prototype;
Floor.prototype.pause = function (this: Floor, ...by): void {
  tell(this);
  pause.apply(this, by);
};
Floor.prototype.stop = function (this: Floor): void {
  tell(this);
  stop.call(this);
};

function tell(floor: Floor): void {
  if (floor.phase === 'speaking') watchers.getStore()?.();
}
