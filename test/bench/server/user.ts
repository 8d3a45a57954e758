import { FRAME_MS } from '@vox/voice-core';

import type { Observations } from './observations';
import {
  BARGE_IN_MIN_SPEECH_MS,
  IDEAL_REPLY_MS,
  ROUND_MS,
  type Script,
  sentenceMsAt,
} from './script';

/** Carries one user's sound. */
export type Line = {
  /** Sends 20 ms of the sentence from `sentenceMs` on, or of silence. */
  send(sentenceMs: number | undefined): void;
  close(): void;
};

/**
 * Sound this long before policy and providers can have an answer is none: the rest of the one before, or an answer to
 * half a sentence. A detector may see the end of speech a little before the last loud frame.
 */
const EARLY_MS = 200;

/** An answer that was still heard this shortly before the end of a barge-in was not stopped by it. */
const SILENT_AFTER_MS = 200;

/**
 * One user who talks by the script, hears the answers, and times both against it.
 *
 * Instants count from when a frame is due, not from when it was sent, so clients that are held up cannot hide the
 * delay. All times are of `performance.now`.
 */
export class User {
  #sentMs = 0;
  #replyDueAtMs: number | undefined;
  #stopDueAtMs: number | undefined;
  #heardAtMs: number | undefined;
  #cutAtMs = Number.NEGATIVE_INFINITY;
  #line: Line | undefined;
  #startsAtMs = Number.POSITIVE_INFINITY;

  constructor(
    private readonly observations: Observations,
    private readonly script: Script,
  ) {}

  /** Has joined; `leave` closes the line. */
  joined(line: Line): void {
    this.#line = line;
  }

  /** Begins the script at `atMs`. */
  begin(atMs: number): void {
    this.#startsAtMs = atMs;
  }

  /** When the next 20 ms are over and go to the server. */
  get nextFrameAtMs(): number {
    return this.#startsAtMs + this.#sentMs + FRAME_MS;
  }

  sendNext(): void {
    const dueAtMs = this.nextFrameAtMs;
    const positionMs = this.#sentMs % ROUND_MS;
    this.#sentMs += FRAME_MS;
    this.#expect(positionMs, dueAtMs);
    this.#line?.send(sentenceMsAt(this.script, positionMs));
  }

  /** 20 ms of an answer arrived. */
  hear(atMs: number): void {
    const beforeMs = this.#heardAtMs;
    this.#heardAtMs = atMs;
    if (this.#replyDueAtMs !== undefined) {
      const delayMs = atMs - this.#replyDueAtMs;
      if (delayMs < -EARLY_MS) this.observations.addMiss();
      else this.observations.addDelay(delayMs);
      this.#replyDueAtMs = undefined;
    } else if (beforeMs !== undefined) this.observations.addGap(atMs - beforeMs);
  }

  /** The answer is cut off: a client drops what it has, so the sound is over now. */
  cut(atMs: number): void {
    // What is cut once more was silent already.
    if (this.#cutAtMs < (this.#heardAtMs ?? 0)) this.#cutAtMs = atMs;
  }

  leave(): void {
    this.#line?.close();
  }

  #expect(positionMs: number, dueAtMs: number): void {
    const { speechMs, bargeInAtMs } = this.script;
    const endsAtMs = positionMs + FRAME_MS;
    if (positionMs === 0) this.#missUnanswered();
    if (positionMs === bargeInAtMs) {
      if (this.#missUnanswered()) return;
      this.#stopDueAtMs = dueAtMs - FRAME_MS + BARGE_IN_MIN_SPEECH_MS;
    }
    if (endsAtMs === speechMs) this.#awaitReply(dueAtMs);
    if (endsAtMs !== bargeInAtMs + speechMs) return;
    this.#noteStop(dueAtMs);
    this.#awaitReply(dueAtMs);
  }

  /** What is heard from now on is the new answer, so its first frame is no gap. */
  #awaitReply(dueAtMs: number): void {
    this.#replyDueAtMs = dueAtMs + IDEAL_REPLY_MS;
  }

  #missUnanswered(): boolean {
    if (this.#replyDueAtMs === undefined) return false;
    this.observations.addMiss();
    this.#replyDueAtMs = undefined;
    return true;
  }

  /** What has arrived is heard, so the sound is over with the last frame, or where that was cut off. */
  #noteStop(nowMs: number): void {
    const dueAtMs = this.#stopDueAtMs;
    this.#stopDueAtMs = undefined;
    if (dueAtMs === undefined || this.#heardAtMs === undefined) return;
    const isCut = this.#cutAtMs >= this.#heardAtMs;
    const overAtMs = isCut
      ? Math.min(this.#heardAtMs + FRAME_MS, this.#cutAtMs)
      : this.#heardAtMs + FRAME_MS;
    if (nowMs - overAtMs < SILENT_AFTER_MS) this.observations.addMiss();
    else this.observations.addStop(overAtMs - dueAtMs);
  }
}
