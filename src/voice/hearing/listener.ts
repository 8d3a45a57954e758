import { silence } from '@vox/audio';
import {
  AsyncQueue,
  type AudioFrame,
  Endpointing,
  type EndpointingDecision,
  type EndpointingOptions,
  untilAborted,
} from '@vox/voice-core';

import { ActiveUtterance } from './active-utterance';
import { FrameResampler } from './frame-resampler';
import type { ListenerDeps } from './listener-deps';
import type { ListenerEvent, Spoken } from './listener-event';
import { OrderedFinals } from './ordered-finals';
import { RecentAudio } from './recent-audio';
import { UserVoice } from './user-voice';

/** Events waiting for the loop; it takes each at once, so this is only a bound. */
const EVENT_QUEUE_LIMIT = 10_000;

/**
 * Turns what one person speaks into what the loop must know: speech, partial words, whole utterances.
 *
 * Owns their activity stream and one recognizer stream per utterance; both end with `close` or with `signal`. Time is
 * audio time: a channel that hears nothing sends silence.
 */
export class Listener {
  readonly #events = new AsyncQueue<ListenerEvent>(EVENT_QUEUE_LIMIT);
  readonly #emit = (event: ListenerEvent): void => void this.#events.push(event);
  readonly #resampler = new FrameResampler();
  readonly #recent: RecentAudio;
  readonly #voice: UserVoice;
  readonly #endpointing: Endpointing;
  readonly #finals: OrderedFinals;
  /** The utterance that is being spoken. */
  #utterance: ActiveUtterance | undefined;
  #isSpeech = false;
  #isClosed = false;
  #failure: { readonly error: unknown } | undefined;

  /** @param options Read with each decision: they may change while somebody speaks. */
  constructor(
    private readonly deps: ListenerDeps,
    options: Omit<EndpointingOptions, 'detectorReleaseMs'>,
    private readonly signal: AbortSignal,
  ) {
    const { releaseMs: detectorReleaseMs } = deps.detector;
    this.#recent = new RecentAudio(detectorReleaseMs);
    this.#voice = new UserVoice(deps);
    this.#endpointing = new Endpointing({
      get silenceThresholdMs() {
        return options.silenceThresholdMs;
      },
      maxSpeakingTimeMs: options.maxSpeakingTimeMs,
      detectorReleaseMs,
    });
    this.#finals = new OrderedFinals(
      deps,
      this.#emit,
      (loudness) => this.#voice.onWords(loudness),
      signal,
    );
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
      await this.#finals.settled();
    }
    if (this.#failure !== undefined) throw this.#failure.error;
  }

  /** Takes what the person speaks, in its order. Nothing is taken after `close`, nor when the signal has aborted. */
  push(item: Spoken): void {
    if (this.#isClosed || this.signal.aborted) return;
    try {
      if (item.type === 'end-of-utterance') this.#onDone();
      else for (const frame of this.#resampler.push(item.frame)) this.#onFrame(frame);
    } catch (error) {
      this.#failure = { error };
      this.close();
    }
  }

  /** The person says no more: an utterance that is being spoken ends, and its final is the last event. */
  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#finish();
    const end = () => {
      this.#voice.close();
      this.#events.close();
    };
    void this.#finals.settled().then(end, end);
  }

  #onFrame(frame: AudioFrame): void {
    const { isInUtterance } = this.#endpointing;
    const heard = this.#voice.hear(frame, this.#recent, isInUtterance);
    const { isSpeech, level } = heard;
    if (isSpeech && level !== undefined) this.#utterance?.loudness.follow(level);
    const decision = this.#endpointing.onFrame(isSpeech, heard.atMs, level, heard.secondHalf);
    if (decision.type === 'speech-start') this.#startUtterance();
    // The agent's own voice is not for the recognizer: its words would be answered.
    const forRecognizer = heard.isEcho ? silence(16_000) : frame;
    this.#recent.push(forRecognizer);
    if (this.#utterance === undefined) return;
    this.#utterance.onFrame(forRecognizer, isSpeech);
    this.#emitSpeech(isSpeech);
    this.#follow(decision, this.#utterance, isSpeech);
  }

  #follow(decision: EndpointingDecision, utterance: ActiveUtterance, isSpeech: boolean): void {
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
        this.#recent.keepAfter(decision, isSpeech);
        break;
      case 'none':
      case 'speech-start':
        break;
    }
  }

  #startUtterance(): void {
    const utterance = new ActiveUtterance(
      this.deps.clock,
      (event) => {
        this.#emit(event);
        if (event.type === 'transcript-preflight') void this.#predict(utterance, event.text);
      },
      !this.#finals.hasPreflights,
      this.#voice.onset,
    );
    utterance.begin(this.#recent.takePreRoll());
    this.#utterance = utterance;
    this.#finals.add(utterance);
  }

  /** The client says that the person is done: what the detector still takes for speech is not the next utterance. */
  #onDone(): void {
    if (!this.#finish()) return;
    this.#recent.clear();
    this.#voice.declareOver();
  }

  /** @returns whether there was an utterance to end. */
  #finish(): boolean {
    const decision = this.#endpointing.finish();
    if (decision.type === 'end') this.#endUtterance(decision.silentMs);
    return decision.type === 'end';
  }

  #endUtterance(silentMs: number): void {
    this.#emitSpeech(false);
    this.#utterance?.endAfter(silentMs);
    this.#utterance = undefined;
  }

  /** Has it predicted from `text` whether the turn is over; that counts while this pause of `utterance` lasts. */
  async #predict(utterance: ActiveUtterance, text: string): Promise<void> {
    const { endOfTurn, evidence } = this.deps;
    if (endOfTurn === undefined) return;
    const { pauses } = utterance;
    try {
      const prediction = await endOfTurn.predict(evidence(text));
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
    if (!isSpeech) return this.#emit({ type: 'speech-end' });
    const awaited = this.#utterance?.isTold === false ? { turnId: this.#utterance.turnId } : {};
    this.#emit({ type: 'speech-start', ...awaited });
  }
}
