import { levelDb, Resampler, Framer } from '@vox/audio';
import { type AudioFrame, type AudioSink, type Clock, FRAME_MS } from '@vox/voice-core';

/**
 * How far playout may fall behind before it gives the time up as lost. Below it a late frame is followed
 * by its successors at once (the listener's buffer evens that out); above it, catching up would be a burst
 * that starves reception.
 */
const MAX_CATCH_UP_MS = 200;

/** Quieter than this is the silence around speech, not its first sound. */
const AUDIBLE_DB = -50;

/**
 * Gives one answer's frames to the sink at the moment each is due: a 20 ms clock.
 *
 * One playout per turn. It knows what was played to the frame, so history can keep what was heard.
 */
export class Playout {
  #dueAtMs: number | undefined;
  #resumed: PromiseWithResolvers<void> | undefined;
  #playedMs = 0;
  #firstAudibleAtMs: number | undefined;
  #converter:
    { readonly fromHz: number; readonly resampler: Resampler; readonly framer: Framer } | undefined;

  constructor(
    private readonly sink: AudioSink,
    private readonly clock: Clock,
  ) {}

  /** Milliseconds of audio that the listener was given time to hear. */
  get playedMs(): number {
    if (this.#dueAtMs === undefined) return 0;
    return Math.max(0, this.#playedMs - Math.max(0, this.#dueAtMs - this.clock.nowMs()));
  }

  get firstAudibleAtMs(): number | undefined {
    return this.#firstAudibleAtMs;
  }

  /** Holds the answer where it is: nothing is written until `resume`. */
  pause(): void {
    this.#resumed ??= Promise.withResolvers<void>();
  }

  /** Goes on where `pause` stopped. */
  resume(): void {
    this.#resumed?.resolve();
    this.#resumed = undefined;
  }

  /** Waits until `frame` is due, then writes it. Returns early, without writing, when `signal` aborts. */
  async play(frame: AudioFrame, signal: AbortSignal): Promise<void> {
    for (const converted of this.#atSinkRate(frame)) await this.#playOne(converted, signal);
  }

  /** Plays what is left of the last frame, and resolves when it was heard; at once on an abort. */
  async drain(signal: AbortSignal): Promise<void> {
    const rest = this.#converter?.framer.flush();
    if (rest !== undefined) await this.#playOne(rest, signal);
    if (this.#dueAtMs !== undefined) await this.clock.sleepUntil(this.#dueAtMs, signal);
  }

  async #playOne(frame: AudioFrame, signal: AbortSignal): Promise<void> {
    if (this.#dueAtMs !== undefined) await this.clock.sleepUntil(this.#dueAtMs, signal);
    while (this.#resumed !== undefined && !signal.aborted) await this.#untilResumed(signal);
    if (signal.aborted) return;
    const nowMs = this.clock.nowMs();
    const dueAtMs = this.#dueAtMs ?? nowMs;
    this.#dueAtMs = (nowMs - dueAtMs > MAX_CATCH_UP_MS ? nowMs : dueAtMs) + FRAME_MS;
    this.#playedMs += FRAME_MS;
    if (this.#firstAudibleAtMs === undefined && levelDb(frame.pcm) > AUDIBLE_DB) {
      this.#firstAudibleAtMs = nowMs;
    }
    this.sink.write(frame);
  }

  async #untilResumed(signal: AbortSignal): Promise<void> {
    const release = () => this.resume();
    signal.addEventListener('abort', release, { once: true });
    await this.#resumed?.promise;
    signal.removeEventListener('abort', release);
  }

  #atSinkRate(frame: AudioFrame): AudioFrame[] {
    const toHz = this.sink.sampleRateHz;
    if (frame.sampleRateHz === toHz) return [frame];
    if (this.#converter?.fromHz !== frame.sampleRateHz) {
      this.#converter = {
        fromHz: frame.sampleRateHz,
        resampler: new Resampler(frame.sampleRateHz, toHz),
        framer: new Framer(toHz),
      };
    }
    return this.#converter.framer.push(this.#converter.resampler.push(frame.pcm));
  }
}
