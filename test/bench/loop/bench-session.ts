import {
  AsyncQueue,
  type AudioFrame,
  type AudioSink,
  FRAME_MS,
  type SessionInput,
  type VoiceEvent,
  type VoiceSession,
} from '@vox/voice-core';
import { randomUUID } from 'node:crypto';

import { Noise } from './noise';
import type { Observations } from './observations';
import {
  BARGE_IN_STARTS_AT_MS,
  IDEAL_REPLY_MS,
  isEndOfSpeechAt,
  isSpeechAt,
  ROUND_MS,
} from './script';
import { SYNTHESIS_HZ } from './timed-speech-synthesizer';

/** As long as a socket's own: five seconds of audio. */
const INPUT_QUEUE_LIMIT = 250;
const FRAME_SAMPLES = 320;
const LOUD = 10_000;
/** All sessions take from it: it is not what a session costs. */
const SPEECH = new Noise(FRAME_SAMPLES, LOUD, 1);

/** An answer that was still heard this shortly before the end of a barge-in was not stopped by it. */
const SILENT_AFTER_MS = 200;

export type BenchSessionOptions = {
  /** `performance.now` at which its audio begins. */
  readonly startsAtMs: number;
  /** Speech that is a barge-in. */
  readonly bargeInMinSpeechMs: number;
  /** True when nobody ever speaks. */
  readonly isIdle: boolean;
};

/**
 * One participant: gives the frames of the script, hears the answers, and times both against the script.
 *
 * Instants count from when a frame is due, not from when it was given, so a driver that is held up cannot hide the
 * delay that this means for the listener. `hangUp` ends it.
 */
export class BenchSession {
  readonly #input = new AsyncQueue<SessionInput>(INPUT_QUEUE_LIMIT);
  readonly #controller = new AbortController();
  #fedMs = 0;
  #lastWriteAtMs = 0;
  #clearedAtMs = 0;
  #replyDueAtMs: number | undefined;
  #stopDueAtMs: number | undefined;
  #running: Promise<void> = Promise.resolve();

  constructor(
    private readonly observations: Observations,
    private readonly options: BenchSessionOptions,
  ) {}

  /** `performance.now` at which the next frame is complete and goes to the loop. */
  get nextFrameAtMs(): number {
    return this.options.startsAtMs + this.#fedMs + FRAME_MS;
  }

  /** Joins a conversation, or anything else that takes what this participant gives. */
  join(converse: (session: VoiceSession) => AsyncIterable<VoiceEvent>): void {
    this.#running = this.#listen(converse);
  }

  /** Gives the next frame of the script. */
  feed(): void {
    const dueAtMs = this.nextFrameAtMs;
    const fromMs = this.#fedMs % ROUND_MS;
    this.#fedMs += FRAME_MS;
    const isSpeech = !this.options.isIdle && isSpeechAt(fromMs);
    const pcm = isSpeech ? SPEECH.next(FRAME_SAMPLES) : new Int16Array(FRAME_SAMPLES);
    if (!this.options.isIdle) this.#expect(fromMs, dueAtMs);
    const isTaken = this.#input.push({ type: 'audio', frame: { pcm, sampleRateHz: 16_000 } });
    if (!isTaken) this.observations.refusedFrames++;
    this.observations.longestInputQueue = Math.max(
      this.observations.longestInputQueue,
      this.#input.length,
    );
  }

  async hangUp(): Promise<void> {
    this.#controller.abort('hang-up');
    await this.#running;
  }

  #expect(fromMs: number, dueAtMs: number): void {
    if (fromMs === BARGE_IN_STARTS_AT_MS) {
      if (this.#replyDueAtMs !== undefined) this.#miss();
      else this.#stopDueAtMs = dueAtMs - FRAME_MS + this.options.bargeInMinSpeechMs;
    }
    if (!isEndOfSpeechAt(fromMs + FRAME_MS)) return;
    this.#noteStop();
    if (this.#replyDueAtMs === undefined) this.#replyDueAtMs = dueAtMs + IDEAL_REPLY_MS;
    else this.#miss();
  }

  /** What was handed over is heard, so the sound is over with the last frame, or where that was cleared. */
  #noteStop(): void {
    if (this.#stopDueAtMs === undefined) return;
    const isCleared = this.#clearedAtMs >= this.#lastWriteAtMs;
    const soundEndedAtMs = isCleared
      ? Math.min(this.#lastWriteAtMs + FRAME_MS, this.#clearedAtMs)
      : this.#lastWriteAtMs + FRAME_MS;
    if (performance.now() - soundEndedAtMs < SILENT_AFTER_MS) this.#miss();
    else this.#note(this.observations.stopDelaysMs, soundEndedAtMs - this.#stopDueAtMs);
    this.#stopDueAtMs = undefined;
  }

  /** The turn is out of step with the script: what follows of it says nothing about delays. */
  #miss(): void {
    if (this.observations.isOpen) this.observations.missed++;
    this.#replyDueAtMs = undefined;
    this.#stopDueAtMs = undefined;
  }

  async #listen(converse: (session: VoiceSession) => AsyncIterable<VoiceEvent>): Promise<void> {
    const session: VoiceSession = {
      id: randomUUID(),
      userId: 'bench',
      channel: 'websocket',
      input: this.#input,
      audioOut: this.#sink(),
      signal: this.#controller.signal,
    };
    for await (const event of converse(session)) this.#onEvent(event);
  }

  #onEvent(event: VoiceEvent): void {
    if (event.type === 'session-failure') this.observations.failures++;
    if (event.type !== 'turn-end') return;
    if (event.outcome === 'failed') this.observations.failures++;
    this.observations.addStages(event.latency);
  }

  #sink(): AudioSink {
    return {
      sampleRateHz: SYNTHESIS_HZ,
      write: (_frame: AudioFrame) => {
        this.#lastWriteAtMs = performance.now();
        if (this.#replyDueAtMs === undefined) return;
        this.#note(this.observations.addedDelaysMs, this.#lastWriteAtMs - this.#replyDueAtMs);
        this.#replyDueAtMs = undefined;
      },
      clear: () => {
        // What is cleared once more was silent already.
        if (this.#clearedAtMs < this.#lastWriteAtMs) this.#clearedAtMs = performance.now();
      },
    };
  }

  #note(delaysMs: number[], delayMs: number): void {
    if (this.observations.isOpen) delaysMs.push(delayMs);
  }
}
