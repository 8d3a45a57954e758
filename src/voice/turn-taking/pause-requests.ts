import { childController, type Clock, type Speaker } from '@vox/voice-core';

/**
 * How long an answer stays silent for a sound that is over and of which nobody has said what it was: 5 s, longer than any
 * recognizer that still works takes, and about as long as people wait before they ask whether somebody is there. Then
 * the answer goes on: words that come later end it like any others, and ended it could not go on for want of them.
 */
const MAX_SILENT_PAUSE_MS = 5000;

/** For whose voices the answer is paused. */
export class PauseRequests {
  /** By speaker: the countdown that runs while they are silent, after which the answer goes on without them. */
  readonly #countdowns = new Map<string, AbortController | undefined>();

  constructor(
    private readonly clock: Clock,
    /** Nobody keeps the answer paused any more. */
    private readonly onFree: () => void,
    private readonly signal: AbortSignal,
  ) {}

  /** The speaker is heard, or heard again: the answer waits for them. */
  begin(speaker: Speaker | undefined): void {
    this.#set(speaker, undefined);
  }

  /** The speaker has fallen silent: the answer waits for `MAX_SILENT_PAUSE_MS` more. */
  onSilence(speaker: Speaker | undefined): void {
    if (!this.#has(speaker)) return;
    const { controller, release } = childController(this.signal);
    this.#set(speaker, controller);
    void this.clock
      .sleepUntil(this.clock.nowMs() + MAX_SILENT_PAUSE_MS, controller.signal)
      .then(() => {
        release();
        if (!controller.signal.aborted) this.end(speaker);
      });
  }

  end(speaker: Speaker | undefined): void {
    if (!this.#has(speaker)) return;
    this.#set(speaker, undefined);
    this.#countdowns.delete(keyOf(speaker));
    if (this.#countdowns.size === 0) this.onFree();
  }

  /** The answer that was paused is over. */
  clear(): void {
    for (const countdown of this.#countdowns.values()) countdown?.abort('superseded');
    this.#countdowns.clear();
  }

  #has(speaker: Speaker | undefined): boolean {
    return this.#countdowns.has(keyOf(speaker));
  }

  #set(speaker: Speaker | undefined, countdown: AbortController | undefined): void {
    this.#countdowns.get(keyOf(speaker))?.abort('superseded');
    this.#countdowns.set(keyOf(speaker), countdown);
  }
}

function keyOf(speaker: Speaker | undefined): string {
  return speaker?.id ?? '';
}
