import { attentiveSleep, SystemClock } from '@vox/voice-core';

const clock = new SystemClock();

/**
 * The end of one wait at a time. Only time in which an answer would have been read counts: a bot and the stand-in may share a
 * process, and a starved one runs its timers before it reads what came in.
 */
export class Deadline {
  #waiting = new AbortController();

  /** Calls `onOver` after `ms`, unless it is set anew or cleared before. */
  set(ms: number, onOver: () => void): void {
    this.clear();
    const { signal } = (this.#waiting = new AbortController());
    void attentiveSleep(clock, ms, signal).then(() => {
      if (!signal.aborted) onOver();
    });
  }

  clear(): void {
    this.#waiting.abort();
  }
}
