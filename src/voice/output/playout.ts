import { levelDb } from '@vox/audio';
import { type AudioFrame, type AudioSink, type Clock, FRAME_MS } from '@vox/voice-core';

import { SinkRate } from './sink-rate';

/**
 * How far playout may fall behind before it gives the time up as lost. Below it a late frame is followed
 * by its successors at once (the listener's buffer evens that out); above it, catching up would be a burst
 * that starves reception.
 */
const MAX_CATCH_UP_MS = 200;

/** Quieter than this is the silence around speech, not its first sound. */
const AUDIBLE_DB = -50;

/** Asks whether a sink is open without waiting for it. */
const AT_ONCE = AbortSignal.abort();

/** What an answer is played into. */
export interface PlayoutSink extends Pick<
  AudioSink,
  'sampleRateHz' | 'leadMs' | 'clear' | 'whenOpen'
> {
  /** Takes the frame that sounds at `atMs` of `Clock.nowMs`: now, or within `leadMs`. */
  write(frame: AudioFrame, atMs: number): void;
}

type TimedFrame = { readonly frame: AudioFrame; readonly atMs: number };

/**
 * Gives one answer's frames to the sink at the moment each is due: a 20 ms clock. A sink that keeps time itself gets
 * them up to `leadMs` earlier.
 *
 * One playout per turn. It knows what was played to the frame, so history can keep what was heard.
 */
export class Playout {
  readonly #leadMs: number;
  /** When the next frame sounds. */
  #dueAtMs: number | undefined;
  #resumed: PromiseWithResolvers<void> | undefined;
  #writtenMs = 0;
  #firstAudibleAtMs: number | undefined;
  /** Frames still to be written, in order. */
  readonly #waiting: AudioFrame[] = [];
  /** Frames that were written ahead of their moment. */
  #ahead: TimedFrame[] = [];
  #isWatching = false;
  readonly #rate: SinkRate;

  constructor(
    private readonly sink: PlayoutSink,
    private readonly clock: Clock,
  ) {
    this.#leadMs = sink.leadMs ?? 0;
    this.#rate = new SinkRate(sink.sampleRateHz);
  }

  /** Milliseconds of audio that the listener was given time to hear. */
  get playedMs(): number {
    if (this.#dueAtMs === undefined) return 0;
    return Math.max(0, this.#writtenMs - Math.max(0, this.#dueAtMs - this.clock.nowMs()));
  }

  /** When the first sound is heard; known as soon as it is written. */
  get firstAudibleAtMs(): number | undefined {
    return this.#firstAudibleAtMs;
  }

  get isPaused(): boolean {
    return this.#resumed !== undefined;
  }

  /**
   * Holds the answer where it is: it falls silent at once, and nothing is written until `resume`.
   * @returns whether it sounded.
   */
  pause(): boolean {
    if (this.isPaused) return false;
    this.pauseAfterWritten();
    const isSounding = (this.#dueAtMs ?? 0) > this.clock.nowMs();
    if (!this.#withdrawUnheard() && isSounding) this.sink.clear();
    return isSounding;
  }

  /** Pauses the answer as `pause` does, but what was written ahead is still heard. */
  pauseAfterWritten(): void {
    this.#resumed ??= Promise.withResolvers<void>();
  }

  /** Goes on where `pause` stopped. */
  resume(): void {
    if (this.#resumed === undefined) return;
    this.#resumed.resolve();
    this.#resumed = undefined;
    this.#skipToNow();
  }

  /** Waits while the answer is held, and while nobody would hear it; at most until `signal` aborts. */
  async untilItMaySound(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      if (this.isPaused) {
        await this.#untilResumed(signal);
        continue;
      }
      const open = this.sink.whenOpen?.(signal);
      if (open === undefined) return;
      this.#withdrawUnheard();
      await open;
      this.#skipToNow();
    }
  }

  /** Waits until `frame` may be written, then does it. Returns early, without writing, when `signal` aborts. */
  async play(frame: AudioFrame, signal: AbortSignal): Promise<void> {
    this.#waiting.push(...this.#rate.convert(frame));
    await this.#writeWaiting(signal);
  }

  /** Plays what is left of the last frame, and resolves when all was heard; at once on an abort. */
  async drain(signal: AbortSignal): Promise<void> {
    const rest = this.#rate.flush();
    if (rest !== undefined) this.#waiting.push(rest);
    do {
      await this.#writeWaiting(signal);
      if (this.#dueAtMs !== undefined) await this.clock.sleepUntil(this.#dueAtMs, signal);
      // A pause meanwhile took back what had not sounded yet.
    } while (this.#waiting.length > 0 && !signal.aborted);
  }

  async #writeWaiting(signal: AbortSignal): Promise<void> {
    while (this.#waiting.length > 0) {
      const { clock } = this;
      if (this.#dueAtMs !== undefined) await clock.sleepUntil(this.#dueAtMs - this.#leadMs, signal);
      await this.untilItMaySound(signal);
      if (signal.aborted) return;
      const frame = this.#waiting.shift();
      if (frame !== undefined) this.#write(frame);
      void this.#watchAhead(signal);
    }
  }

  /**
   * Until all that was written ahead has sounded: takes back what will not be heard because the sink closes. Nothing else
   * asks while no frame is left to write, at the end of an answer or while the next sentence is made.
   */
  async #watchAhead(signal: AbortSignal): Promise<void> {
    const { clock, sink } = this;
    if (this.#isWatching || this.#leadMs === 0 || sink.whenOpen === undefined) return;
    this.#isWatching = true;
    while (!signal.aborted && (this.#dueAtMs ?? 0) > clock.nowMs()) {
      if (sink.whenOpen(AT_ONCE) !== undefined) {
        this.#withdrawUnheard();
        break;
      }
      await clock.sleepUntil(clock.nowMs() + FRAME_MS, signal);
    }
    this.#isWatching = false;
  }

  #write(frame: AudioFrame): void {
    const nowMs = this.clock.nowMs();
    const atMs = this.#momentOfNext(nowMs);
    this.#dueAtMs = atMs + FRAME_MS;
    this.#writtenMs += FRAME_MS;
    if (this.#firstAudibleAtMs === undefined && levelDb(frame.pcm) > AUDIBLE_DB) {
      this.#firstAudibleAtMs = Math.max(atMs, nowMs);
    }
    if (this.#leadMs > 0) {
      this.#ahead = this.#ahead.filter((written) => written.atMs > nowMs);
      this.#ahead.push({ frame, atMs });
    }
    this.sink.write(frame, Math.max(atMs, nowMs));
  }

  #momentOfNext(nowMs: number): number {
    const dueAtMs = this.#dueAtMs ?? nowMs;
    // A sink that keeps time itself does not catch up: what comes late sounds late.
    const maxBehindMs = this.#leadMs > 0 ? 0 : MAX_CATCH_UP_MS;
    return nowMs - dueAtMs > maxBehindMs ? nowMs : dueAtMs;
  }

  /** Frames written ahead that have not begun to sound are to be written again. @returns whether there were any. */
  #withdrawUnheard(): boolean {
    const nowMs = this.clock.nowMs();
    const unheard = this.#ahead.filter(({ atMs }) => atMs > nowMs);
    this.#ahead = [];
    const [first] = unheard;
    if (first === undefined) return false;
    this.sink.clear();
    this.#waiting.unshift(...unheard.map(({ frame }) => frame));
    this.#writtenMs -= unheard.length * FRAME_MS;
    this.#dueAtMs = first.atMs;
    if (this.#firstAudibleAtMs !== undefined && this.#firstAudibleAtMs > nowMs) {
      this.#firstAudibleAtMs = undefined;
    }
    return true;
  }

  /** A hold is not a delay: caught up, its frames would sound at once, and the listener stay behind for good. */
  #skipToNow(): void {
    if (this.#dueAtMs !== undefined) this.#dueAtMs = Math.max(this.#dueAtMs, this.clock.nowMs());
  }

  async #untilResumed(signal: AbortSignal): Promise<void> {
    const release = () => this.resume();
    signal.addEventListener('abort', release, { once: true });
    await this.#resumed?.promise;
    signal.removeEventListener('abort', release);
  }
}
