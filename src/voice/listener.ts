import { randomUUID } from 'node:crypto';

import { Framer, levelDb, Resampler, silence } from '@vox/audio';
import {
  AsyncQueue,
  type AudioFrame,
  type Clock,
  type EndOfTurnDetector,
  type EndOfTurnEvidence,
  Endpointing,
  type EndpointingOptions,
  FRAME_MS,
  type RecognizerInput,
  type SpeechRecognizer,
  untilAborted,
  type VoiceActivityDetector,
  type VoiceActivityStream,
} from '@vox/voice-core';

import type { Heard, Spoken } from './heard';

/**
 * Audio kept from before the detector fires. The detector needs up to 230 ms to be sure (its own minimum
 * plus a noisy onset); more than 300 ms of leading silence makes Moonshine lose words.
 */
const PRE_ROLL_MS = 300;

/** Frames of one utterance waiting for the recognizer: 2 min, far above MAX_SPEAKING_TIME_MS. */
const RECOGNIZER_QUEUE_LIMIT = 6_000;

/** Partials with words that stand in for an empty final; a single one may be invented, and so may a single word. */
const MIN_PARTIALS = 2;
const SEVERAL_WORDS = /\w\W+\w|\d/u;

/** Events waiting for the loop; it takes each at once, so this is only a bound. */
const HEARD_QUEUE_LIMIT = 10_000;

type OpenUtterance = {
  readonly turnId: string;
  readonly audio: AsyncQueue<RecognizerInput>;
  readonly speechStartedAtMs: number;
  speechEndedAtMs: number;
  endpointedAtMs: number;
  /** Changes with each pause and resumption: a judgement of an earlier pause is of no use in a later one. */
  pauses: number;
  speechMs: number;
};

/**
 * Turns what one person speaks into what the loop must know: speech, partial words, whole utterances.
 *
 * Owns their activity stream and one recognizer stream per utterance; both end with the input or
 * with `signal`. Time is audio time: a channel that hears nothing sends silence.
 */
export class Listener {
  readonly #heard = new AsyncQueue<Heard>(HEARD_QUEUE_LIMIT);
  readonly #activity: VoiceActivityStream;
  readonly #endpointing: Endpointing;
  /** The last frames, which an utterance that begins now begins with. */
  readonly #recent: AudioFrame[] = [];
  #resampler: { readonly fromHz: number; readonly resampler: Resampler } | undefined;
  readonly #framer = new Framer(16_000);
  #audioMs = 0;
  #isSpeech = false;
  #lastSpeechAtMs = 0;
  #utterance: OpenUtterance | undefined;
  #newest: OpenUtterance | undefined;
  #previousFinal: Promise<void> = Promise.resolve();

  constructor(
    private readonly rooms: {
      readonly recognizer: SpeechRecognizer;
      readonly detector: VoiceActivityDetector;
      readonly clock: Clock;
      /** Judges by the words whether the turn is over; silence alone decides when absent. */
      readonly endOfTurn?: EndOfTurnDetector;
    },
    private readonly options: Omit<EndpointingOptions, 'detectorReleaseMs'> & {
      readonly language?: string;
    },
    private readonly ears: {
      /** Whether a frame is the agent's own voice, come back. */
      readonly isEcho: (frame: AudioFrame, soundsLikeSpeech: boolean) => boolean;
      /** What is known of a turn whose words so far are `text`. */
      readonly evidence: (text: string) => EndOfTurnEvidence;
    },
    private readonly signal: AbortSignal,
  ) {
    const { releaseMs } = rooms.detector;
    this.#activity = rooms.detector.open();
    this.#endpointing = new Endpointing({ ...options, detectorReleaseMs: releaseMs });
  }

  /** Ends when `input` ends (after the last utterance's final) or when the signal aborts. */
  async *listen(input: AsyncIterable<Spoken>): AsyncGenerator<Heard, void, void> {
    const taking = this.#take(input);
    try {
      yield* untilAborted(this.#heard, this.signal);
    } finally {
      await taking;
    }
  }

  async #take(input: AsyncIterable<Spoken>): Promise<void> {
    try {
      for await (const item of untilAborted(input, this.signal)) {
        switch (item.type) {
          case 'audio':
            for (const frame of this.#at16kHz(item.frame)) this.#onFrame(frame);
            break;
          case 'end-of-utterance':
            if (this.#endpointing.finish().type === 'end') this.#endUtterance();
            break;
        }
      }
      if (this.#endpointing.finish().type === 'end') this.#endUtterance();
      await this.#previousFinal;
    } finally {
      this.#activity.close();
      this.#heard.close();
    }
  }

  #onFrame(frame: AudioFrame): void {
    const { releaseMs } = this.rooms.detector;
    this.#audioMs += FRAME_MS;
    const soundsLikeSpeech = this.#activity.isSpeech(frame);
    const isEcho = this.ears.isEcho(frame, soundsLikeSpeech);
    const isSpeech = soundsLikeSpeech && !isEcho;
    if (isSpeech) this.#lastSpeechAtMs = this.rooms.clock.nowMs();
    // An echo is no sign that the user goes on.
    const isNeeded = !isEcho && (isSpeech || this.#endpointing.isInUtterance);
    const level = isNeeded ? levelDb(frame.pcm) : undefined;
    const decision = this.#endpointing.onFrame(isSpeech, this.#audioMs, level);
    if (decision.type === 'speech-start') this.#startUtterance();
    const utterance = this.#utterance;
    this.#recent.push(frame);
    if (this.#recent.length > PRE_ROLL_MS / FRAME_MS) this.#recent.shift();
    if (utterance === undefined) return;
    if (isSpeech) utterance.speechMs += FRAME_MS;
    // The agent's own voice is not for the recognizer: its words would be answered.
    utterance.audio.push({ type: 'audio', frame: isEcho ? silence(16_000) : frame });
    this.#tellSpeech(isSpeech);
    switch (decision.type) {
      case 'speech-continue':
        this.#tell({ ...decision, speechStartedAtMs: utterance.speechStartedAtMs });
        break;
      case 'pause':
      case 'resume':
        utterance.pauses += 1;
        utterance.audio.push({ type: decision.type });
        break;
      case 'end':
        this.#endUtterance();
        // Not silence, but a gap between two words, or a word cut in two: then both parts have the whole of it.
        this.#forget(decision.reason === 'silence' ? 0 : isSpeech ? PRE_ROLL_MS : releaseMs);
        break;
      case 'none':
      case 'speech-start':
        break;
    }
  }

  #startUtterance(): void {
    const utterance: OpenUtterance = {
      turnId: randomUUID(),
      audio: new AsyncQueue<RecognizerInput>(RECOGNIZER_QUEUE_LIMIT),
      speechStartedAtMs: this.rooms.clock.nowMs(),
      speechEndedAtMs: 0,
      endpointedAtMs: 0,
      pauses: 0,
      speechMs: 0,
    };
    for (const frame of this.#recent.splice(0)) utterance.audio.push({ type: 'audio', frame });
    this.#utterance = utterance;
    this.#newest = utterance;
    this.#previousFinal = this.#transcribe(utterance, this.#previousFinal);
  }

  #endUtterance(): void {
    const utterance = this.#utterance;
    if (utterance === undefined) return;
    this.#utterance = undefined;
    this.#tellSpeech(false);
    utterance.speechEndedAtMs = this.#lastSpeechAtMs - this.rooms.detector.releaseMs;
    utterance.endpointedAtMs = this.rooms.clock.nowMs();
    utterance.audio.close();
  }

  /** The next utterance begins with no more than the last `keptMs` before now. */
  #forget(keptMs: number): void {
    const kept = Math.ceil(keptMs / FRAME_MS);
    this.#recent.splice(0, Math.max(0, this.#recent.length - kept));
  }

  /** Utterances are told in the order in which they were spoken, whichever is decoded first. */
  async #transcribe(utterance: OpenUtterance, previous: Promise<void>): Promise<void> {
    const { turnId, speechStartedAtMs } = utterance;
    let text = '';
    let lastPartial = '';
    let partials = 0;
    let sttProvider: string | undefined;
    try {
      const parts = this.rooms.recognizer.transcribe(utterance.audio, {
        ...(this.options.language === undefined ? {} : { language: this.options.language }),
        signal: this.signal,
      });
      for await (const part of parts) {
        if (part.type === 'transcript-final') {
          text = part.text;
          sttProvider = part.provider;
        } else if (part.type === 'transcript-partial') {
          if (part.text !== '') {
            lastPartial = part.text;
            partials += 1;
          }
          const { speechMs } = utterance;
          this.#tell({ ...part, turnId, speechMs, speechStartedAtMs });
        } else this.#tell({ ...part, turnId, speechStartedAtMs });
        if (part.type === 'transcript-preflight') void this.#judge(utterance, part.text);
      }
    } catch (error) {
      utterance.audio.close();
      await previous;
      this.#tell({ type: 'recognizer-failure', turnId, error });
      return;
    }
    const finalAtMs = this.rooms.clock.nowMs();
    await previous;
    if (this.signal.aborted) return;
    // Words that were heard twice are not lost because the whole came back empty (digits in Moonshine).
    if (text === '' && partials >= MIN_PARTIALS && SEVERAL_WORDS.test(lastPartial)) {
      text = lastPartial;
    }
    const { speechEndedAtMs, endpointedAtMs, speechMs } = utterance;
    this.#tell({
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

  async #judge(utterance: OpenUtterance, text: string): Promise<void> {
    const { endOfTurn } = this.rooms;
    if (endOfTurn === undefined) return;
    const { pauses } = utterance;
    try {
      const prediction = await endOfTurn.predict(this.ears.evidence(text));
      if (this.#utterance === utterance && utterance.pauses === pauses) {
        this.#endpointing.expect(prediction);
      }
    } catch (error) {
      // Without a judgement the silence decides.
      this.#tell({ type: 'judge-failure', error });
    }
  }

  #tellSpeech(isSpeech: boolean): void {
    if (isSpeech === this.#isSpeech) return;
    this.#isSpeech = isSpeech;
    this.#tell({ type: isSpeech ? 'speech-start' : 'speech-end' });
  }

  #tell(heard: Heard): void {
    this.#heard.push(heard);
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
