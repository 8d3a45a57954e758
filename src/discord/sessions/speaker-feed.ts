import { SilenceFill } from '@vox/audio';
import { type AudioFrame, type Clock, FRAME_MS } from '@vox/voice-core';

/**
 * Silence handed on after somebody's last sound. The loop decides within it whether their turn is over, however long it
 * waits for one who is thinking; after it, people who only listen cost nothing.
 */
const SILENCE_AFTER_SOUND_MS = 12_000;

/** When nothing has come for so long, they have fallen silent, should the connection not have said so. */
const LATE_MS = 300;

/** A tick this late was held up by this thread; timers come before the messages that waited just as long. */
const STALL_MS = 100;

/** Frames are not written to, so one will do. */
const SILENT_FRAME: AudioFrame = { pcm: new Int16Array(320), sampleRateHz: 16_000 };

/**
 * One person's audio without gaps: Discord sends nothing while they are silent, and the loop tells time by audio.
 *
 * Calls `push` with their frames and, for a while after the last one, with silence at the pace of `clock`.
 */
export class SpeakerFeed {
  readonly #closing = new AbortController();
  #fill: SilenceFill | undefined;
  #soundedAtMs: number;
  #awakeSinceMs = 0;
  #hasStalled = false;

  constructor(
    private readonly clock: Clock,
    private readonly push: (frame: AudioFrame) => void,
  ) {
    this.#soundedAtMs = clock.nowMs();
  }

  /** When they were last heard. */
  get soundedAtMs(): number {
    return this.#soundedAtMs;
  }

  onAudio(frame: AudioFrame): void {
    if (this.#closing.signal.aborted) return;
    this.#soundedAtMs = this.clock.nowMs();
    // The frame that begins was spoken in the 20 ms before it came.
    const beganAtMs = this.#soundedAtMs - FRAME_MS;
    if (this.#fill === undefined) {
      this.#fill = new SilenceFill(Infinity, beganAtMs);
      void this.#keepTime(this.#fill);
    }
    this.#fill.beginAudio(beganAtMs);
    this.#fill.addAudio(FRAME_MS);
    this.push(frame);
  }

  /** They stopped: the gap is silence, not loss. */
  onSilence(): void {
    this.#fill?.endAudio();
  }

  /** Nothing is pushed any more. Idempotent. */
  close(): void {
    this.#closing.abort();
  }

  async #keepTime(fill: SilenceFill): Promise<void> {
    const { signal } = this.#closing;
    for (;;) {
      const dueMs = this.clock.nowMs() + FRAME_MS;
      await this.clock.sleepUntil(dueMs, signal);
      if (signal.aborted) return;
      const nowMs = this.clock.nowMs();
      if (nowMs - this.#soundedAtMs > SILENCE_AFTER_SOUND_MS) break;
      if (this.#hasJustStalled(dueMs, nowMs)) continue;
      if (nowMs - Math.max(this.#soundedAtMs, this.#awakeSinceMs) > LATE_MS) fill.endAudio();
      for (let due = fill.framesDue(nowMs); due > 0; due--) this.push(SILENT_FRAME);
    }
    this.#fill = undefined;
  }

  /** Once in a row: a thread that is always late tells time, too. */
  #hasJustStalled(dueMs: number, nowMs: number): boolean {
    this.#hasStalled = nowMs - dueMs >= STALL_MS && !this.#hasStalled;
    if (this.#hasStalled) this.#awakeSinceMs = nowMs;
    return this.#hasStalled;
  }
}
