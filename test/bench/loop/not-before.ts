import { SystemClock } from '@vox/voice-core';

const clock = new SystemClock();

/**
 * Resolves at `atMs` of `performance.now` or later, or when `signal` aborts. Node's timers count whole ms and fire up
 * to one early: an engine that is early would hide as much of the loop's own time.
 */
export async function notBefore(atMs: number, signal: AbortSignal): Promise<void> {
  while (!signal.aborted && performance.now() < atMs) await clock.sleepUntil(atMs, signal);
}
