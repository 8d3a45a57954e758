import { FRAME_MS } from '@vox/voice-core';

/**
 * Makes up for audio that a channel does not get (mute, loss, a file that ended), with silence.
 *
 * It keeps an audio clock beside the real one. When the audio handed on falls more than
 * `toleranceMs` behind, silence brings it level, and keeps it level until audio comes again. A sender
 * that is ahead (a burst, or one that came late after a fill) owes nothing until real time has caught
 * up: silence never pushes the audio clock ahead. Pure; `atMs` is monotonic.
 */
export class SilenceFill {
  readonly #toleranceMs: number;
  #audioMs: number;
  #isFilling = true;

  /** The clocks start level at `startedAtMs`, filling: nobody has spoken yet. */
  constructor(toleranceMs: number, startedAtMs: number) {
    this.#toleranceMs = toleranceMs;
    this.#audioMs = startedAtMs;
  }

  /** How far the audio handed on is ahead of real time; negative when it is behind. */
  aheadMs(atMs: number): number {
    return this.#audioMs - atMs;
  }

  /**
   * Audio begins at `atMs`, after silence. What is missing before it stays missing: whoever was late does not know whether
   * it was silent, and made up for later it would be a pause that nobody made.
   */
  beginAudio(atMs: number): void {
    if (this.#isFilling) this.#audioMs = Math.max(this.#audioMs, atMs);
  }

  /** Real audio was handed on. */
  addAudio(durationMs: number): void {
    this.#audioMs += durationMs;
    this.#isFilling = false;
  }

  /** Concealment of `durationMs` was handed on: it takes time, but says nothing about the sender. */
  addConcealment(durationMs: number): void {
    this.#audioMs += durationMs;
  }

  /** The sender said that it stops: what is missing from now on is silence, without waiting for the tolerance. */
  endAudio(): void {
    this.#isFilling = true;
  }

  /** Silent frames to hand on now; they count as handed on. */
  framesDue(atMs: number): number {
    const behindMs = atMs - this.#audioMs;
    if (behindMs > this.#toleranceMs) this.#isFilling = true;
    if (!this.#isFilling) return 0;
    const frames = Math.max(0, Math.floor(behindMs / FRAME_MS));
    this.#audioMs += frames * FRAME_MS;
    return frames;
  }
}
