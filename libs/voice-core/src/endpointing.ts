import type { EndOfTurnPrediction } from './end-of-turn.port';

/** How an utterance's end is found. All times in ms of received audio. */
export type EndpointingOptions = {
  /** Silence that ends an utterance. */
  readonly silenceThresholdMs: number;
  /** An utterance this long ends even if the speaker goes on. */
  readonly maxSpeakingTimeMs: number;
  /** How long after the last sound the detector still says speech; 0 when absent. */
  readonly detectorReleaseMs?: number;
};

/**
 * Silence after which the recognizer is told to decode what it has. Long enough that the short stops
 * inside a sentence do not each cost a decode, short enough that the final is ready long before the
 * silence threshold is reached.
 */
const PAUSE_AFTER_MS = 200;

/**
 * What a prediction makes of the silence threshold.
 *
 * `complete`: people pause up to half a second inside a sentence, also where what was said so far would stand as
 * one; below 0.8 (480 ms of the usual 600) such pauses are cut off. `incomplete`: who searches for a word takes
 * about a second; above 2 the agent seems to have gone.
 */
const THRESHOLD_FACTOR: Readonly<Record<EndOfTurnPrediction, number>> = {
  complete: 0.8,
  unclear: 1,
  incomplete: 2,
};

export type EndpointingDecision =
  | { readonly type: 'none' }
  | { readonly type: 'speech-start' }
  | { readonly type: 'speech-continue'; readonly speechMs: number }
  /** The speaker fell silent; the utterance may be over. */
  | { readonly type: 'pause' }
  /** They went on after a pause. */
  | { readonly type: 'resume' }
  | { readonly type: 'end'; readonly reason: 'silence' | 'max-speaking-time' };

type State =
  | { readonly status: 'idle' }
  | { readonly status: 'speaking'; readonly startedAtMs: number }
  | {
      readonly status: 'silent';
      readonly startedAtMs: number;
      readonly silentSinceMs: number;
      readonly isPauseTold: boolean;
    };

/**
 * Decides when an utterance starts and ends, from the detector's verdict on each frame.
 *
 * Pure: time is the audio it was fed, so a ten-minute call replays in a second. It never waits for a
 * transcript (a turn must not depend on a recognizer's partials).
 */
export class Endpointing {
  #options: EndpointingOptions;
  #state: State = { status: 'idle' };
  #prediction: EndOfTurnPrediction = 'unclear';

  constructor(options: EndpointingOptions) {
    this.#options = options;
  }

  get isInUtterance(): boolean {
    return this.#state.status !== 'idle';
  }

  /** Takes the verdict on the frame that ends at `atMs` of audio. */
  onFrame(isSpeech: boolean, atMs: number): EndpointingDecision {
    const state = this.#state;
    switch (state.status) {
      case 'idle':
        if (!isSpeech) return { type: 'none' };
        this.#state = { status: 'speaking', startedAtMs: atMs };
        return { type: 'speech-start' };
      case 'speaking':
        if (isSpeech) return this.#speaking(state.startedAtMs, atMs);
        this.#prediction = 'unclear';
        this.#state = {
          status: 'silent',
          startedAtMs: state.startedAtMs,
          silentSinceMs: atMs - (this.#options.detectorReleaseMs ?? 0),
          isPauseTold: false,
        };
        return { type: 'none' };
      case 'silent':
        return isSpeech ? this.#resumed(state, atMs) : this.#silent(state, atMs);
    }
  }

  /** What the words say of the silence that is going on; forgotten when speech goes on. */
  expect(prediction: EndOfTurnPrediction): void {
    if (this.#state.status === 'silent') this.#prediction = prediction;
  }

  /** The client says that the speaker is done. */
  finish(): EndpointingDecision {
    if (this.#state.status === 'idle') return { type: 'none' };
    this.#state = { status: 'idle' };
    return { type: 'end', reason: 'silence' };
  }

  #speaking(startedAtMs: number, atMs: number): EndpointingDecision {
    const speechMs = atMs - startedAtMs;
    if (speechMs < this.#options.maxSpeakingTimeMs) return { type: 'speech-continue', speechMs };
    this.#state = { status: 'idle' };
    return { type: 'end', reason: 'max-speaking-time' };
  }

  #resumed(state: State & { status: 'silent' }, atMs: number): EndpointingDecision {
    this.#state = { status: 'speaking', startedAtMs: state.startedAtMs };
    return state.isPauseTold ? { type: 'resume' } : this.#speaking(state.startedAtMs, atMs);
  }

  #silent(state: State & { status: 'silent' }, atMs: number): EndpointingDecision {
    const silenceMs = atMs - state.silentSinceMs;
    if (silenceMs >= this.#options.silenceThresholdMs * THRESHOLD_FACTOR[this.#prediction]) {
      this.#state = { status: 'idle' };
      return { type: 'end', reason: 'silence' };
    }
    if (!state.isPauseTold && silenceMs >= PAUSE_AFTER_MS) {
      this.#state = { ...state, isPauseTold: true };
      return { type: 'pause' };
    }
    return { type: 'none' };
  }
}
