import type { AudioFrame, PlayedFrame, PlayedSound } from '@vox/voice-core';

/** What is kept of what was played, in frames: 2 s, longer than an echo takes and a sink is ahead. */
const KEPT_FRAMES = 100;

const NOTHING: readonly PlayedFrame[] = [];

/**
 * The sound of the last moments with the time at which it is heard: of a session, or of an output that several share.
 *
 * Reading costs nothing until it is done, and nobody is told: any number may read.
 */
export class PlaybackReference implements PlayedSound {
  readonly #frames: PlayedFrame[] = [];
  /** Frames that were kept once and are not any more. */
  #dropped = 0;

  add(frame: AudioFrame, atMs: number): void {
    this.#frames.push({ frame, atMs });
    if (this.#frames.length <= KEPT_FRAMES) return;
    this.#frames.shift();
    this.#dropped += 1;
  }

  /** What was to sound after `atMs` will not. */
  cut(atMs: number): void {
    while ((this.#frames.at(-1)?.atMs ?? -Infinity) > atMs) this.#frames.pop();
  }

  reader(): (nowMs: number) => readonly PlayedFrame[] {
    let position = this.#dropped;
    return (nowMs) => {
      const from = Math.max(0, position - this.#dropped);
      let to = from;
      while ((this.#frames[to]?.atMs ?? Infinity) <= nowMs) to += 1;
      position = this.#dropped + to;
      return to === from ? NOTHING : this.#frames.slice(from, to);
    };
  }
}
