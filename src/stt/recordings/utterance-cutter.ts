import { setImmediate } from 'node:timers/promises';

import { Framer, levelDb, Resampler } from '@vox/audio';
import {
  AsyncQueue,
  type AudioFrame,
  Endpointing,
  type EndpointingOptions,
  FRAME_MS,
  GAP_WAIT_MS,
  type RecognizerInput,
  untilAborted,
  type VoiceActivityStream,
} from '@vox/voice-core';

import type { UtteranceEndReason } from './transcript-chunk';

/** Audio from before the detector fires; with more of it Moonshine loses words. */
const PRE_ROLL_FRAMES = 300 / FRAME_MS;

/** Utterances waiting to be transcribed; then the audio waits too, so that a long file needs no memory. */
const MAX_WAITING = 4;

/** Frames between pauses in which all other sessions have their turn: a file is read in microtasks alone. */
const BURST_FRAMES = 25;

/** One stretch of speech. Times are ms of audio since the stream's first frame. */
export type CutUtterance = {
  readonly index: number;
  readonly input: AsyncQueue<RecognizerInput>;
  readonly startMs: number;
  /** How far its audio has come. */
  heardMs: number;
  /** End of the last frame with speech in it. */
  speechEndMs: number;
  /** Resolves when it is over. */
  readonly ended: Promise<UtteranceEndReason>;
};

type OpenUtterance = CutUtterance & { readonly end: (reason: UtteranceEndReason) => void };

/**
 * Cuts audio into utterances by the detector and the silence threshold, at audio time.
 *
 * Yields an utterance when it begins; its input fills while the reader works on it.
 */
export class UtteranceCutter {
  readonly #endpointing: Endpointing;
  readonly #framer = new Framer(16_000);
  readonly #preRoll: AudioFrame[] = [];
  readonly #utterances = new AsyncQueue<CutUtterance>(MAX_WAITING);
  #resampler: { readonly fromHz: number; readonly resampler: Resampler } | undefined;
  #audioMs = 0;
  #count = 0;
  #open: OpenUtterance | undefined;
  #taken: (() => void) | undefined;

  constructor(
    private readonly activity: VoiceActivityStream,
    private readonly options: EndpointingOptions,
  ) {
    this.#endpointing = new Endpointing(options);
  }

  /** @throws what `audio` throws. */
  async *cut(
    audio: AsyncIterable<AudioFrame>,
    signal: AbortSignal,
  ): AsyncGenerator<CutUtterance, void, void> {
    const taking = this.#take(audio, signal).finally(() => this.#utterances.close());
    // Thrown below, after the utterances that came before.
    taking.catch(() => undefined);
    for await (const utterance of this.#utterances) {
      this.#taken?.();
      yield utterance;
    }
    await taking;
  }

  async #take(audio: AsyncIterable<AudioFrame>, signal: AbortSignal): Promise<void> {
    let frames = 0;
    try {
      for await (const frame of untilAborted(audio, signal)) {
        frames += 1;
        if (frames % BURST_FRAMES === 0) await setImmediate();
        for (const frame16k of this.#at16kHz(frame)) this.#onFrame(frame16k);
        if (this.#utterances.length >= MAX_WAITING) await this.#untilTaken(signal);
      }
    } finally {
      this.#close('end-of-audio');
    }
  }

  /** Resolves when the reader takes an utterance, or on abort. */
  #untilTaken(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      if (signal.aborted) return resolve();
      const done = () => {
        signal.removeEventListener('abort', done);
        resolve();
      };
      this.#taken = done;
      signal.addEventListener('abort', done);
    });
  }

  #onFrame(frame: AudioFrame): void {
    this.#audioMs += FRAME_MS;
    const isSpeech = this.activity.isSpeech(frame);
    const decision = this.#endpointing.onFrame(isSpeech, this.#audioMs, levelDb(frame.pcm));
    if (decision.type === 'speech-start') this.#begin();
    const open = this.#open;
    if (open === undefined) {
      this.#preRoll.push(frame);
      if (this.#preRoll.length > PRE_ROLL_FRAMES) this.#preRoll.shift();
      return;
    }
    open.heardMs = this.#audioMs;
    if (isSpeech) open.speechEndMs = this.#audioMs;
    open.input.push({ type: 'audio', frame });
    if (decision.type === 'pause' || decision.type === 'resume') {
      open.input.push({ type: decision.type });
    } else if (decision.type === 'end') this.#close(decision.reason);
  }

  #begin(): void {
    let end: (reason: UtteranceEndReason) => void = () => undefined;
    const ended = new Promise<UtteranceEndReason>((resolve) => (end = resolve));
    const { maxSpeakingTimeMs, silenceThresholdMs } = this.options;
    // Its audio ends there at the latest; as many pauses and resumes fit in between.
    const longestMs = maxSpeakingTimeMs + GAP_WAIT_MS + silenceThresholdMs;
    const frames = longestMs / FRAME_MS + PRE_ROLL_FRAMES;
    const open: OpenUtterance = {
      index: this.#count++,
      input: new AsyncQueue<RecognizerInput>(2 * Math.ceil(frames)),
      startMs: this.#audioMs - FRAME_MS,
      heardMs: this.#audioMs,
      speechEndMs: this.#audioMs,
      ended,
      end,
    };
    for (const frame of this.#preRoll.splice(0)) open.input.push({ type: 'audio', frame });
    this.#open = open;
    this.#utterances.push(open);
  }

  #close(reason: UtteranceEndReason): void {
    const open = this.#open;
    this.#open = undefined;
    open?.end(reason);
    open?.input.close();
  }

  #at16kHz(frame: AudioFrame): AudioFrame[] {
    if (frame.sampleRateHz === 16_000) return [frame];
    if (this.#resampler?.fromHz !== frame.sampleRateHz) {
      const fromHz = frame.sampleRateHz;
      this.#resampler = { fromHz, resampler: new Resampler(fromHz, 16_000) };
    }
    return this.#framer.push(this.#resampler.resampler.push(frame.pcm));
  }
}
