import { Framer, levelDb, Resampler, silence } from '@vox/audio';
import {
  AsyncQueue,
  type AudioFrame,
  type Clock,
  type EndOfTurnDetector,
  type EndOfTurnEvidence,
  Endpointing,
  type EndpointingDecision,
  type EndpointingOptions,
  FRAME_MS,
  type SpeechRecognizer,
  untilAborted,
  type VoiceActivityDetector,
  type VoiceActivityStream,
} from '@vox/voice-core';

import { SpeakerLevelGate } from './speaker-level-gate';
import type { ListenerEvent, Spoken } from './listener-event';
import { Loudness } from './loudness';
import { ActiveUtterance } from './active-utterance';
import { LONGEST_PRE_ROLL_MS, PRE_ROLL_MS, preRollOf } from './pre-roll';

/**
 * The first of the silence is no silence to be sure of: the end of a soft word is not loud enough for the detector, and
 * would begin the next utterance.
 */
const WORD_END_MS = 200;

/** Events waiting for the loop; it takes each at once, so this is only a bound. */
const EVENT_QUEUE_LIMIT = 10_000;

type EndDecision = Extract<EndpointingDecision, { readonly type: 'end' }>;

/**
 * Turns what one person speaks into what the loop must know: speech, partial words, whole utterances.
 *
 * Owns their activity stream and one recognizer stream per utterance; both end with `close` or with `signal`. Time is
 * audio time: a channel that hears nothing sends silence.
 */
export class Listener {
  readonly #events = new AsyncQueue<ListenerEvent>(EVENT_QUEUE_LIMIT);
  readonly #activity: VoiceActivityStream;
  readonly #endpointing: Endpointing;
  /** The last frames, which an utterance that begins now begins with. */
  readonly #recent: AudioFrame[] = [];
  #resampler: { readonly fromHz: number; readonly resampler: Resampler } | undefined;
  readonly #framer = new Framer(16_000);
  readonly #levelGate = new SpeakerLevelGate();
  /** Of the sound that an utterance may begin with. */
  #onset = new Loudness();
  #audioMs = 0;
  #isSpeech = false;
  /** Until then, in ms of audio, it may still say speech of what was declared over. */
  #isOverUntilMs = 0;
  #utterance: ActiveUtterance | undefined;
  #newest: ActiveUtterance | undefined;
  #previousFinal: Promise<void> = Promise.resolve();
  #isClosed = false;
  #failure: { readonly error: unknown } | undefined;
  /** The recognizer has said of the last utterance with a pause what its final would be. */
  #hasPreflights = false;

  constructor(
    private readonly deps: {
      readonly recognizer: SpeechRecognizer;
      readonly detector: VoiceActivityDetector;
      readonly clock: Clock;
      /** Predicts from the words whether the turn is over; silence alone decides when absent. */
      readonly endOfTurn?: EndOfTurnDetector;
    },
    options: Omit<EndpointingOptions, 'detectorReleaseMs'>,
    private readonly ears: {
      /** Whether a frame is the agent's own voice, come back. */
      readonly isEcho: (frame: AudioFrame, soundsLikeSpeech: boolean) => boolean;
      /** BCP 47: what they speak, where it is known. */
      readonly language: () => string | undefined;
      /** What is known of a turn whose words so far are `text`. */
      readonly evidence: (text: string) => EndOfTurnEvidence;
    },
    private readonly signal: AbortSignal,
  ) {
    const { releaseMs } = deps.detector;
    this.#activity = deps.detector.open();
    this.#endpointing = new Endpointing({
      // May change while they speak.
      get silenceThresholdMs() {
        return options.silenceThresholdMs;
      },
      maxSpeakingTimeMs: options.maxSpeakingTimeMs,
      detectorReleaseMs: releaseMs,
    });
  }

  /**
   * What is heard. Ends after `close` (after the last utterance's final) or when the signal aborts.
   * @throws what went wrong in `push`.
   */
  async *listen(): AsyncGenerator<ListenerEvent, void, void> {
    try {
      yield* untilAborted(this.#events, this.signal);
    } finally {
      this.close();
      await this.#previousFinal;
    }
    if (this.#failure !== undefined) throw this.#failure.error;
  }

  /** Takes what they speak, in its order. Nothing is taken after `close`, nor when the signal has aborted. */
  push(item: Spoken): void {
    if (this.#isClosed || this.signal.aborted) return;
    try {
      switch (item.type) {
        case 'audio':
          for (const frame of this.#at16kHz(item.frame)) this.#onFrame(frame);
          break;
        case 'end-of-utterance':
          this.#onDone();
          break;
      }
    } catch (error) {
      this.#failure = { error };
      this.close();
    }
  }

  /** They say no more. */
  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#finish();
    const end = () => {
      this.#activity.close();
      this.#events.close();
    };
    void this.#previousFinal.then(end, end);
  }

  #onFrame(frame: AudioFrame): void {
    this.#audioMs += FRAME_MS;
    const soundsLikeSpeech = this.#activity.isSpeech(frame);
    const isEcho = this.ears.isEcho(frame, soundsLikeSpeech);
    if (!soundsLikeSpeech) this.#isOverUntilMs = 0;
    const isVoice = soundsLikeSpeech && !isEcho && this.#audioMs > this.#isOverUntilMs;
    const isSpeech = isVoice && this.#isPrimarySpeaker(frame);
    // An echo is no sign that the user goes on.
    const isNeeded = !isEcho && (isSpeech || this.#endpointing.isInUtterance);
    const level = isNeeded ? levelDb(frame.pcm) : undefined;
    const secondHalf = isNeeded ? levelDb(frame.pcm, frame.pcm.length / 2) : undefined;
    if (isSpeech && level !== undefined) this.#utterance?.loudness.follow(level);
    const decision = this.#endpointing.onFrame(isSpeech, this.#audioMs, level, secondHalf);
    if (decision.type === 'speech-start') this.#startUtterance();
    const utterance = this.#utterance;
    // The agent's own voice is not for the recognizer: its words would be answered.
    const heard = isEcho ? silence(16_000) : frame;
    this.#recent.push(heard);
    if (this.#recent.length > LONGEST_PRE_ROLL_MS / FRAME_MS) this.#recent.shift();
    if (utterance === undefined) return;
    utterance.onFrame(heard, isSpeech);
    this.#emitSpeech(isSpeech);
    switch (decision.type) {
      case 'speech-continue': {
        const { soundMs: speechMs, speechStartedAtMs } = utterance;
        this.#emit({ type: 'speech-continue', speechMs, speechStartedAtMs });
        break;
      }
      case 'pause':
        utterance.pause();
        break;
      case 'resume':
        utterance.resume();
        break;
      case 'end':
        this.#endUtterance(decision.silentMs);
        this.#forget(this.#keptMs(decision, isSpeech));
        break;
      case 'none':
      case 'speech-start':
        break;
    }
  }

  /** Who is faint from the beginning is somebody else in the room; within an utterance all voice belongs to it. */
  #isPrimarySpeaker(frame: AudioFrame): boolean {
    if (this.#endpointing.isInUtterance) return true;
    // The detector is late: the loudest of a short word may be over.
    this.#onset = Loudness.of([...this.#recent, frame]);
    return this.#levelGate.isPrimarySpeaker(this.#onset.peakDb, this.#audioMs);
  }

  #startUtterance(): void {
    const utterance = new ActiveUtterance(
      this.deps.clock,
      (event) => this.#onUtteranceEvent(utterance, event),
      !this.#hasPreflights,
      this.#onset,
    );
    utterance.begin(preRollOf(this.#recent.splice(0)));
    this.#utterance = utterance;
    this.#newest = utterance;
    this.#previousFinal = this.#transcribe(utterance, this.#previousFinal);
  }

  /** Their client says that they are done: what the detector still says of it is not the next utterance. */
  #onDone(): void {
    if (!this.#finish()) return;
    this.#forget(0);
    this.#isOverUntilMs = this.#audioMs + this.deps.detector.releaseMs;
  }

  /** @returns whether there was an utterance to end. */
  #finish(): boolean {
    const decision = this.#endpointing.finish();
    if (decision.type !== 'end') return false;
    this.#endUtterance(decision.silentMs);
    return true;
  }

  #endUtterance(silentMs: number): void {
    const utterance = this.#utterance;
    if (utterance === undefined) return;
    this.#utterance = undefined;
    this.#emitSpeech(false);
    utterance.endpointedAtMs = this.deps.clock.nowMs();
    utterance.speechEndedAtMs = utterance.endpointedAtMs - silentMs;
    utterance.end();
  }

  /** How much of what was just heard may be the beginning of the next utterance. */
  #keptMs({ reason, silentMs }: EndDecision, isSpeech: boolean): number {
    // The detector is late: who begins to speak just then has begun already.
    if (reason === 'silence') return silentMs - WORD_END_MS;
    // Not silence, but a gap between two words, or a word cut in two: then both parts have the whole of it.
    return isSpeech ? PRE_ROLL_MS : this.deps.detector.releaseMs;
  }

  /** The next utterance begins with no more than the last `keptMs` before now. */
  #forget(keptMs: number): void {
    const kept = Math.max(0, Math.ceil(keptMs / FRAME_MS));
    this.#recent.splice(0, Math.max(0, this.#recent.length - kept));
  }

  /** Utterances are told in the order in which they were spoken, whichever is decoded first. */
  async #transcribe(utterance: ActiveUtterance, previous: Promise<void>): Promise<void> {
    const { turnId } = utterance;
    const { recognizer, clock } = this.deps;
    const words = await utterance.transcribe(recognizer, this.ears.language(), this.signal);
    const finalAtMs = clock.nowMs();
    await previous;
    if (words.type === 'failure') {
      this.#emit({ type: 'recognizer-failure', turnId, error: words.error });
    }
    if (words.type !== 'final' || this.signal.aborted) return;
    const { text, sttProvider } = words;
    const { speechStartedAtMs, speechEndedAtMs, endpointedAtMs, speechMs, loudness } = utterance;
    if (text !== '') this.#levelGate.onWords(loudness.sustainedDb);
    this.#hasPreflights = utterance.hasPreflights ?? this.#hasPreflights;
    this.#emit({
      type: 'utterance',
      utterance: {
        turnId,
        text,
        speechStartedAtMs,
        speechEndedAtMs,
        endpointedAtMs,
        finalAtMs,
        speechMs,
        ...(sttProvider === undefined ? {} : { sttProvider }),
        isFollowed: this.#newest !== utterance,
      },
    });
  }

  #onUtteranceEvent(utterance: ActiveUtterance, event: ListenerEvent): void {
    this.#emit(event);
    if (event.type === 'transcript-preflight') void this.#predictEndOfTurn(utterance, event.text);
  }

  async #predictEndOfTurn(utterance: ActiveUtterance, text: string): Promise<void> {
    const { endOfTurn } = this.deps;
    if (endOfTurn === undefined) return;
    const { pauses } = utterance;
    try {
      const prediction = await endOfTurn.predict(this.ears.evidence(text));
      if (this.#utterance === utterance && utterance.pauses === pauses) {
        this.#endpointing.expect(prediction);
      }
    } catch (error) {
      // Without a prediction the silence decides.
      this.#emit({ type: 'end-of-turn-failure', error });
    }
  }

  #emitSpeech(isSpeech: boolean): void {
    if (isSpeech === this.#isSpeech) return;
    this.#isSpeech = isSpeech;
    this.#emit({ type: isSpeech ? 'speech-start' : 'speech-end' });
  }

  #emit(event: ListenerEvent): void {
    this.#events.push(event);
  }

  #at16kHz(frame: AudioFrame): AudioFrame[] {
    if (frame.sampleRateHz === 16_000) return [frame];
    if (this.#resampler?.fromHz !== frame.sampleRateHz) {
      this.#resampler = {
        fromHz: frame.sampleRateHz,
        resampler: new Resampler(frame.sampleRateHz, 16_000),
      };
    }
    return this.#framer.push(this.#resampler.resampler.push(frame.pcm));
  }
}
