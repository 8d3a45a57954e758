import { randomUUID } from 'node:crypto';

import {
  AsyncQueue,
  type AudioFrame,
  type Clock,
  FRAME_MS,
  type RecognizerInput,
  type SpeechRecognizer,
} from '@vox/voice-core';

import { LONGEST_SPEAKING_TIME_MS } from '../../config';
import type { ListenerEvent } from './listener-event';
import type { Loudness } from './loudness';

/** Frames of one utterance waiting for the recognizer, and its pauses: more than MAX_SPEAKING_TIME_MS can let come. */
const RECOGNIZER_QUEUE_LIMIT = (2 * LONGEST_SPEAKING_TIME_MS) / FRAME_MS;

/** Partials with words that stand in for an empty final; a single one may be invented, and so may a single word. */
const MIN_PARTIALS = 2;
const MIN_WORDS = 2;
const WORDS = new Intl.Segmenter(undefined, { granularity: 'word' });

/**
 * How long after the beginning of a pause the newest partial stands in for a preflight that has not come: most
 * recognizers give none. One that does has decoded by then (the built-in one takes up to 140 ms), partials lag behind the
 * sound by about as much, and a prediction still comes before the shortest silence that ends a turn (490 of 600 ms).
 */
const PREFLIGHT_WAIT_MS = 160;

/**
 * A sound that comes this long after the beginning of a pause (400 ms and more of silence) is another one, as the second of
 * two coughs is. Between the syllables of a word, and before a plosive, it is silent for up to 300 ms.
 */
const OTHER_SOUND_MS = 240;

type Words =
  | { readonly type: 'final'; readonly text: string; readonly sttProvider: string | undefined }
  | { readonly type: 'failure'; readonly error: unknown }
  | { readonly type: 'aborted' };

/** One utterance while it is spoken and transcribed. */
export class ActiveUtterance {
  readonly turnId = randomUUID();
  readonly speechStartedAtMs: number;
  #speechEndedAtMs = 0;
  #endpointedAtMs = 0;
  readonly #audio = new AsyncQueue<RecognizerInput>(RECOGNIZER_QUEUE_LIMIT);
  #speechMs = 0;
  /** How much of the utterance's voice belongs to the sound that is going on now: it begins anew after a long pause. */
  #soundMs = 0;
  /** How often the utterance has paused and gone on. */
  #pauses = 0;
  #isPaused = false;
  #pausedMs = 0;
  #newestPartial = '';
  #hasPreflights = false;
  /** Its words were told, or that they are lost, which may be before its speaker is silent. */
  isTold = false;

  constructor(
    private readonly clock: Clock,
    private readonly emit: (event: ListenerEvent) => void,
    /** False: this recognizer is known to say itself what the final will be. */
    private readonly mayStandIn: boolean,
    /** How loud the utterance is so far. */
    readonly loudness: Loudness,
  ) {
    this.speechStartedAtMs = clock.nowMs();
  }

  /** When its speaker fell silent, once it is over. */
  get speechEndedAtMs(): number {
    return this.#speechEndedAtMs;
  }

  /** When it was declared over. */
  get endpointedAtMs(): number {
    return this.#endpointedAtMs;
  }

  /** How much of its sound is the user's voice. */
  get speechMs(): number {
    return this.#speechMs;
  }

  /** How much of the user's voice belongs to the sound that is going on. */
  get soundMs(): number {
    return this.#soundMs;
  }

  /** How often the utterance has paused and gone on: a prediction for an earlier pause is of no use in a later one. */
  get pauses(): number {
    return this.#pauses;
  }

  /** Whether the recognizer said what the final would be; undefined where nobody paused. */
  get hasPreflights(): boolean | undefined {
    return this.#pauses === 0 ? undefined : this.#hasPreflights;
  }

  /** Takes the sound from before the voice activity detector was sure. */
  begin(frames: readonly AudioFrame[]): void {
    for (const frame of frames) this.#audio.push({ type: 'audio', frame });
  }

  onFrame(frame: AudioFrame, isSpeech: boolean): void {
    this.#audio.push({ type: 'audio', frame });
    if (isSpeech) {
      this.#speechMs += FRAME_MS;
      this.#soundMs += FRAME_MS;
    }
    if (!this.#isPaused) return;
    this.#pausedMs += FRAME_MS;
    if (this.#pausedMs === PREFLIGHT_WAIT_MS) this.#standIn();
  }

  pause(): void {
    this.#setPaused(true);
    this.#audio.push({ type: 'pause' });
  }

  resume(): void {
    // With the frame that resumes it.
    if (this.#pausedMs >= OTHER_SOUND_MS) this.#soundMs = FRAME_MS;
    this.#setPaused(false);
    this.#audio.push({ type: 'resume' });
  }

  /** Ends the utterance, after `silentMs` in which its speaker was silent. */
  endAfter(silentMs: number): void {
    this.#endpointedAtMs = this.clock.nowMs();
    this.#speechEndedAtMs = this.#endpointedAtMs - silentMs;
    this.#audio.close();
  }

  /** Tells what the recognizer says of it meanwhile; gives its last word. Never rejects. */
  async transcribe(
    recognizer: SpeechRecognizer,
    language: string | undefined,
    signal: AbortSignal,
  ): Promise<Words> {
    let partials = 0;
    let text = '';
    let sttProvider: string | undefined;
    try {
      const billing = { purpose: 'hearing', turnId: this.turnId } as const;
      const options = { ...(language === undefined ? {} : { language }), billing, signal };
      for await (const part of recognizer.transcribe(this.#audio, options)) {
        switch (part.type) {
          case 'transcript-partial':
            if (part.text !== '') partials += 1;
            this.#onPartial(part.text);
            break;
          case 'transcript-preflight':
            this.#hasPreflights = true;
            this.#emit('transcript-preflight', part.text);
            break;
          case 'transcript-final':
            text = part.text;
            sttProvider = part.provider;
        }
      }
    } catch (error) {
      this.#audio.close();
      return { type: 'failure', error };
    }
    if (signal.aborted) return { type: 'aborted' };
    // Words that were heard twice are not lost because the whole came back empty (digits in Moonshine).
    const isLost =
      text === '' && partials >= MIN_PARTIALS && holdsSeveralWords(this.#newestPartial);
    return { type: 'final', text: isLost ? this.#newestPartial : text, sttProvider };
  }

  #setPaused(isPaused: boolean): void {
    this.#isPaused = isPaused;
    this.#pausedMs = 0;
    this.#pauses += 1;
  }

  #onPartial(text: string): void {
    if (text !== '') this.#newestPartial = text;
    this.#emit('transcript-partial', text);
    if (this.#isPaused && this.#pausedMs >= PREFLIGHT_WAIT_MS) this.#standIn();
  }

  /** Gives the newest partial for the preflight that has not come. None may only mean that nothing is decoded yet. */
  #standIn(): void {
    if (!this.mayStandIn || this.#hasPreflights || this.#newestPartial === '') return;
    this.#emit('transcript-preflight', this.#newestPartial);
  }

  #emit(type: 'transcript-partial' | 'transcript-preflight', text: string): void {
    const { turnId, speechMs, speechStartedAtMs } = this;
    this.emit({ type, turnId, text, speechMs, speechStartedAtMs });
  }
}

/** Or a number, which is seldom invented. In any script, with white space between the words or without. */
function holdsSeveralWords(text: string): boolean {
  if (/\p{N}/u.test(text)) return true;
  return [...WORDS.segment(text)].filter(({ isWordLike }) => isWordLike).length >= MIN_WORDS;
}
