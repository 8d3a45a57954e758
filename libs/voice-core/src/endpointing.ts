import { FRAME_MS } from './audio';
import type { EndOfTurnPrediction } from './end-of-turn.port';

/** How an utterance's end is found. All times in ms of received audio. */
export type EndpointingOptions = {
  /** Silence that ends an utterance; read anew with each frame. */
  readonly silenceThresholdMs: number;
  /** An utterance this long ends in the next gap between words, and 3 s later in any case. */
  readonly maxSpeakingTimeMs: number;
  /** How long after the last sound the detector still says speech, at least; 0 when absent. */
  readonly detectorReleaseMs?: number;
};

/**
 * Silence after which the recognizer is told to decode what it has. Long enough that the short stops
 * inside a sentence do not each cost a decode, short enough that the final is ready long before the
 * silence threshold is reached.
 */
const PAUSE_AFTER_MS = 200;

/**
 * The same after less than `SHORT_UTTERANCE_MS` of sound. It may be a "mhm" or a cough over an answer, which is held
 * until it is clear what that was; and so short a clip is decoded in no time.
 */
const PAUSE_AFTER_SHORT_MS = 140;
const SHORT_UTTERANCE_MS = 1000;

/**
 * A detector is sure of speech 100 ms after its onset, 200 ms for a soft one. Without waiting for it every pause that
 * is a little shorter than the threshold would be cut off.
 */
const ONSET_DOUBT_MS = 200;

/**
 * What may be an onset stands out from the silence by this much and is not softer than speech is within words. What rises by
 * as much again begins only now: a soft consonant may last 200 ms before the vowel of which the detector is sure.
 */
const ONSET_RISE_DB = 12;
const SPEECH_RANGE_DB = 36;

/**
 * A detector says speech for longer the more of the room it hears: 130 ms in digital silence, 210 ms in a quiet room. The
 * level falls in the same moment in both, so that counts where it tells. It is not believed to be late by more.
 */
const LONGEST_RELEASE_MS = 320;

/** How much of its level the loudest sound loses per frame: what was shouted long ago is no measure. 10 dB in 10 s. */
const PEAK_DECAY_DB = 0.02;

/** Past the longest speaking time the next gap between words is waited for so long, for none to be cut in two. */
export const GAP_WAIT_MS = 3000;

/**
 * What a prediction makes of the silence threshold.
 *
 * `complete`: people pause up to half a second inside a sentence, also where what was said so far would stand as
 * one. 489 ms of the usual 600 end in the frame that holds the 500th (the 490th, if the silence began within a frame), so
 * that a word which begins then is seen. `incomplete`: who searches for a word takes about a second; above 2 the agent
 * seems to have gone.
 */
const THRESHOLD_FACTOR: Readonly<Record<EndOfTurnPrediction, number>> = {
  complete: 0.815,
  unclear: 1,
  incomplete: 2,
};

export type EndpointingDecision =
  | { readonly type: 'none' }
  | { readonly type: 'speech-start' }
  | { readonly type: 'speech-continue' }
  /** The speaker fell silent; the utterance may be over. */
  | { readonly type: 'pause' }
  /** They went on after a pause. */
  | { readonly type: 'resume' }
  /** `silentMs`: for how long nobody has spoken by then. */
  | {
      readonly type: 'end';
      readonly reason: 'silence' | 'max-speaking-time';
      readonly silentMs: number;
    };

type State =
  | { readonly status: 'idle' }
  | { readonly status: 'speaking'; readonly startedAtMs: number }
  | {
      readonly status: 'silent';
      readonly startedAtMs: number;
      readonly silentSinceMs: number;
      readonly pauseAtMs: number;
      isPauseTold: boolean;
      /** The quietest frame of this silence. */
      floorDb: number;
      /** Since when something sounds in it. */
      soundSinceMs: number | undefined;
      /** How loud it was then. */
      soundBeganDb: number;
    };

type SilentState = State & { status: 'silent' };

/**
 * Decides when an utterance starts and ends, from the detector's verdict on each frame.
 *
 * Pure: time is the audio it was fed, so a ten-minute call replays in a second. It never waits for a
 * transcript (a turn must not depend on a recognizer's partials).
 */
export class Endpointing {
  readonly #options: EndpointingOptions;
  #state: State = { status: 'idle' };
  #prediction: EndOfTurnPrediction = 'unclear';
  #peakDb = -Infinity;
  #atMs = 0;
  /** How long nothing was as loud as speech, to half a frame. */
  #quietMs = 0;

  constructor(options: EndpointingOptions) {
    this.#options = options;
  }

  get isInUtterance(): boolean {
    return this.#state.status !== 'idle';
  }

  /**
   * Takes the verdict on the frame that ends at `atMs` of audio. With the level of the frame and of its second half (dB re
   * full scale) silence is counted from where the sound ended rather than from where the detector let go, and an utterance
   * does not end on a sound that has just begun, of which the detector is not sure yet.
   */
  onFrame(
    isSpeech: boolean,
    atMs: number,
    levelDb?: number,
    secondHalfDb = levelDb,
  ): EndpointingDecision {
    const state = this.#state;
    this.#atMs = atMs;
    if (isSpeech) this.#peakDb = Math.max(levelDb ?? -Infinity, this.#peakDb - PEAK_DECAY_DB);
    if (this.#isQuiet(levelDb)) this.#quietMs += FRAME_MS;
    else this.#quietMs = this.#isQuiet(secondHalfDb) ? FRAME_MS / 2 : 0;
    switch (state.status) {
      case 'idle':
        if (!isSpeech) return { type: 'none' };
        this.#state = { status: 'speaking', startedAtMs: atMs - FRAME_MS };
        return { type: 'speech-start' };
      case 'speaking':
        return isSpeech
          ? this.#speaking(state.startedAtMs, atMs)
          : this.#fellSilent(state.startedAtMs, atMs);
      case 'silent':
        return isSpeech ? this.#resumed(state, atMs) : this.#silent(state, atMs, levelDb);
    }
  }

  /** What the words say of the silence that is going on; forgotten when speech goes on. */
  expect(prediction: EndOfTurnPrediction): void {
    if (this.#state.status === 'silent') this.#prediction = prediction;
  }

  /** The client says that the speaker is done. */
  finish(): EndpointingDecision {
    const state = this.#state;
    if (state.status === 'idle') return { type: 'none' };
    const silentMs = state.status === 'silent' ? this.#atMs - state.silentSinceMs : 0;
    return this.#end('silence', silentMs);
  }

  #speaking(startedAtMs: number, atMs: number): EndpointingDecision {
    return atMs - startedAtMs < this.#options.maxSpeakingTimeMs + GAP_WAIT_MS
      ? { type: 'speech-continue' }
      : this.#end('max-speaking-time', 0);
  }

  #fellSilent(startedAtMs: number, atMs: number): EndpointingDecision {
    const { maxSpeakingTimeMs, detectorReleaseMs = 0 } = this.#options;
    const silentMs = Math.max(
      FRAME_MS + detectorReleaseMs,
      Math.min(this.#quietMs, LONGEST_RELEASE_MS),
    );
    if (atMs - startedAtMs >= maxSpeakingTimeMs) return this.#end('max-speaking-time', silentMs);
    const silentSinceMs = atMs - silentMs;
    const isShort = silentSinceMs - startedAtMs < SHORT_UTTERANCE_MS;
    const pauseAtMs = silentSinceMs + (isShort ? PAUSE_AFTER_SHORT_MS : PAUSE_AFTER_MS);
    // A detector that is slow to let go leaves nothing to wait for.
    const isPauseTold = atMs >= pauseAtMs;
    this.#prediction = 'unclear';
    this.#state = {
      status: 'silent',
      startedAtMs,
      silentSinceMs,
      pauseAtMs,
      isPauseTold,
      floorDb: Infinity,
      soundSinceMs: undefined,
      soundBeganDb: -Infinity,
    };
    return { type: isPauseTold ? 'pause' : 'none' };
  }

  #resumed(state: SilentState, atMs: number): EndpointingDecision {
    this.#state = { status: 'speaking', startedAtMs: state.startedAtMs };
    return state.isPauseTold ? { type: 'resume' } : this.#speaking(state.startedAtMs, atMs);
  }

  #silent(state: SilentState, atMs: number, levelDb?: number): EndpointingDecision {
    if (levelDb !== undefined) this.#followSound(state, atMs, levelDb);
    const thresholdMs = this.#options.silenceThresholdMs * THRESHOLD_FACTOR[this.#prediction];
    const silentMs = atMs - state.silentSinceMs;
    const overdueMs = silentMs - thresholdMs;
    if (overdueMs >= 0) {
      const soundMs = atMs - (state.soundSinceMs ?? -Infinity);
      const mayBeOnset = soundMs < ONSET_DOUBT_MS && overdueMs < ONSET_DOUBT_MS;
      return mayBeOnset ? { type: 'none' } : this.#end('silence', silentMs);
    }
    if (state.isPauseTold || atMs < state.pauseAtMs) return { type: 'none' };
    state.isPauseTold = true;
    return { type: 'pause' };
  }

  #followSound(state: SilentState, atMs: number, levelDb: number): void {
    state.floorDb = Math.min(state.floorDb, levelDb);
    if (levelDb - state.floorDb < ONSET_RISE_DB || this.#isQuiet(levelDb)) {
      state.soundSinceMs = undefined;
      state.soundBeganDb = -Infinity;
    } else if (levelDb - state.soundBeganDb >= ONSET_RISE_DB) {
      state.soundSinceMs = atMs - FRAME_MS;
      state.soundBeganDb = levelDb;
    }
  }

  #isQuiet(levelDb: number | undefined): boolean {
    return levelDb !== undefined && levelDb < this.#peakDb - SPEECH_RANGE_DB;
  }

  #end(reason: 'silence' | 'max-speaking-time', silentMs: number): EndpointingDecision {
    this.#state = { status: 'idle' };
    return { type: 'end', reason, silentMs };
  }
}
