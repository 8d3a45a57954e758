import type { TurnLatency } from '@vox/voice-core';

import { SILENCE_THRESHOLD_MS, TTFB_MS, TTFT_MS } from './script';

/** What each stage of a turn took beyond what its script takes, ms. */
export type StageDelays = {
  readonly endpointing: number[];
  readonly model: number[];
  readonly voice: number[];
};

/** What the sessions of one run see together. Nothing is kept before `isOpen`. */
export class Observations {
  isOpen = false;
  /** First frame of an answer after the instant of the ideal loop, ms. */
  readonly addedDelaysMs: number[] = [];
  /** End of the last frame written after the instant at which policy knows of the barge-in, ms. */
  readonly stopDelaysMs: number[] = [];
  readonly stages: StageDelays = { endpointing: [], model: [], voice: [] };
  /** Turns without an answer, or whose barge-in did not stop it, before the user spoke next. */
  missed = 0;
  /** Turns and recognitions that failed. */
  failures = 0;
  /** Frames that a full input queue refused. */
  refusedFrames = 0;
  longestInputQueue = 0;

  addStages({ endOfUtteranceDelayMs, ttftMs, ttfbMs }: TurnLatency): void {
    if (!this.isOpen) return;
    if (endOfUtteranceDelayMs !== undefined) {
      this.stages.endpointing.push(endOfUtteranceDelayMs - SILENCE_THRESHOLD_MS);
    }
    if (ttftMs !== undefined) this.stages.model.push(ttftMs - TTFT_MS);
    if (ttfbMs !== undefined) this.stages.voice.push(ttfbMs - TTFB_MS);
  }
}
