import { randomUUID } from 'node:crypto';

import type { EndOfTurnEvidence, Speaker } from '@vox/voice-core';

import type { Remark } from './addressing';
import { isBackchannel } from './backchannel';
import { claimBySpeech, claimByWords, concernsAnswer } from './barge-in';
import { Floor } from './floor';
import { keepUnanswered } from './keep-unanswered';
import {
  fits,
  includes,
  joining,
  type PendingTurn,
  TOO_MUCH_TYPED,
  withdrawnInto,
  without,
} from './pending-turn';
import { isSignOverAnswer } from './sign-over-answer';
import type { TurnTakingDeps } from './turn-taking-deps';
import type { Utterance } from '../hearing/listener-event';
import { timingNow, timingOf, type TurnTiming } from '../turn/turn';
import { greeting } from '../turn/turn-request';
import { speakersOf, textBy, type UserMessage, wordsOf } from '../turn/user-turn';

/**
 * Decides whose turn it is: what people's voices do to the answer they are heard over, and what becomes of their words.
 *
 * A voice pauses the answer, words end it. Words for the agent are the pending turn until they are complete and no answer
 * goes on; then the floor answers them. An answer that nobody has heard is withdrawn for them, and its turn pends again.
 * Words for somebody else are remembered and not answered.
 */
export class TurnTaking {
  readonly #floor: Floor;
  #pending: PendingTurn | undefined;

  constructor(
    private readonly deps: TurnTakingDeps,
    private readonly signal: AbortSignal,
  ) {
    const { memory, addressing, settings, clock } = deps;
    this.#floor = new Floor(
      {
        ...deps,
        agent: () => settings.forAnswer(),
        context: (said, asked) => memory.context(said, asked),
        onSpeaking: () => addressing.speaking(clock.nowMs()),
        onAnswered: () => addressing.answered(clock.nowMs()),
        onFree: () => this.#onFree(),
      },
      signal,
    );
    deps.tools?.onNews(() => this.#announceNext());
  }

  /** What the agent does. */
  get phase(): Floor['phase'] {
    return this.#floor.phase;
  }

  /** What is known of a turn that ends with `message`. */
  evidence(message: UserMessage): EndOfTurnEvidence {
    const { messages } = joining(this.#pending, '', message);
    return { text: textBy(message.speaker, messages), isAnswer: this.#asks };
  }

  /** The agent speaks first. */
  greet(text: string): void {
    this.#floor.answer(greeting(text), timingNow(this.deps.clock));
  }

  /** The agent says `text` once it is free; an answer may be ended for it. @returns its turn's id; undefined when too much waits. */
  announce(text: string, interrupts: boolean): string | undefined {
    const turnId = this.deps.announcements.add(text, interrupts ? 'first' : 'last');
    if (turnId !== undefined && interrupts) this.#floor.stop();
    this.#announceNext();
    return turnId;
  }

  /** A limit is reached, of `speaker` where it is theirs alone: what goes on ends with its sentence, and then the agent says `text`. */
  endWith(text: string, speaker: Speaker | undefined): void {
    this.deps.announcements.limitReached(text, speaker);
    this.#announceNext();
  }

  /** Somebody begins to make a sound. */
  onSpeechStart(): void {
    this.#floor.dropSpeculation();
  }

  /** Somebody has made a sound, without a pause, for `speechMs`. */
  onSpeech(speechMs: number, remark: Remark): void {
    const { phase } = this.#floor;
    if (phase === 'listening') return;
    const claim = claimBySpeech(phase, speechMs, this.deps.settings.bargeIn);
    if (claim === 'none' || !concernsAnswer(phase, remark, this.deps)) return;
    this.#floor.pause(remark.speaker, claim === 'pause-after-sentence' ? 'sentence-end' : 'now');
  }

  /** Somebody has fallen silent. */
  onSilence(speaker: Speaker | undefined): void {
    this.#floor.onSilence(speaker);
  }

  /** Somebody has left. */
  onLeft(speaker: Speaker | undefined): void {
    this.#floor.resume(speaker);
  }

  /** What somebody has said so far, in `speechMs` of voice. */
  onPartial(turnId: string, speechMs: number, remark: Remark): void {
    this.#onUnfinishedWords(speechMs, remark);
    const turn = this.#isForAgent(remark)
      ? joining(this.#pending, turnId, remark)
      : { turnId, messages: [remark] };
    this.deps.emit(wordsOf('transcript-partial', turn, remark.speaker));
  }

  /** What they will have said unless they go on. */
  onPreflight(turnId: string, speechMs: number, remark: Remark): void {
    this.#onUnfinishedWords(speechMs, remark);
    // A sound without words, or a sign of listening, has ended: the answer need not wait for the silence.
    if (isBackchannel(remark.text)) this.#floor.resume(remark.speaker);
    if (remark.text === '' || this.#floor.isAnswering) return;
    if (!this.deps.settings.maySpeculate || !this.#isForAgent(remark)) return;
    const turn = joining(this.#pending, turnId, remark);
    if (this.deps.limit(speakersOf(turn.messages)) !== undefined) return;
    this.#floor.speculate(turn.turnId, turn.messages);
  }

  /** What they have said. */
  onUtterance(utterance: Utterance, speaker: Speaker | undefined): void {
    const { text, turnId, isFollowed, speechStartedAtMs: startedAtMs } = utterance;
    const isSign = isSignOverAnswer(utterance, this.#floor, this.#asks, this.deps.settings);
    if (isSign && this.#pending?.status !== 'incomplete') {
      this.#floor.dropSpeculation();
      this.#floor.resume(speaker);
      return this.#announceNext();
    }
    const timing = timingOf(utterance, this.deps.stt.info.name);
    const remark = { text, speaker, startedAtMs };
    if (text === '') {
      this.#floor.resume(speaker);
      this.#onNoWords(timing);
    } else if (this.#isForAgent(remark)) this.#onWords(remark, { turnId, timing, isFollowed });
    else this.#overhear(turnId, remark, timing);
  }

  /** What they would have said was lost: nobody knows whether it was anything. */
  onLostUtterance(speaker: Speaker | undefined): void {
    this.#floor.dropSpeculation();
    this.#floor.resume(speaker);
    this.#onNoWords(timingNow(this.deps.clock));
  }

  onText(text: string, speaker: Speaker | undefined): void {
    const isAnswerable = fits(text, this.#pending, this.#floor.unheardMessages);
    if (!isAnswerable) return this.deps.emit(TOO_MUCH_TYPED);
    const timing = timingNow(this.deps.clock);
    const remark = { text, speaker, startedAtMs: timing.speechEndedAtMs };
    this.#onWords(remark, { turnId: randomUUID(), timing, isFollowed: false });
  }

  /** Ends the answer at once, at the word that was heard. */
  interrupt(): void {
    this.#floor.stop();
  }

  /** What is said is kept and not answered, or answered again. */
  mute(isMuted: boolean): void {
    this.deps.settings.isMuted = isMuted;
    if (isMuted) this.#floor.stop();
    else this.#announceNext();
  }

  /** Drops what `speakerId` has said and is not answered yet. */
  forget(speakerId: string): void {
    this.#floor.forget(speakerId);
    this.#pending = without(this.#pending, speakerId);
  }

  /** Nobody says anything any more: resolves when the last answer has ended. What pends without one is kept all the same. */
  async finish(): Promise<void> {
    this.deps.announcements.clear();
    this.#floor.dropSpeculation();
    this.#floor.resumeForAll();
    await this.settled();
    if (this.#pending !== undefined) await keepUnanswered(this.#pending.turn, this.deps);
  }

  /** Resolves when no answer is running any more. */
  settled(): Promise<void> {
    return this.#floor.settled();
  }

  /** The agent's last words were a question. */
  get #asks(): boolean {
    return this.#floor.lastReply.trimEnd().endsWith('?');
  }

  #isForAgent(remark: Remark): boolean {
    return includes(this.#pending, remark.speaker) || this.deps.addressing.isAddressed(remark);
  }

  /** Words that may not be the last. */
  #onUnfinishedWords(speechMs: number, remark: Remark): void {
    const { phase } = this.#floor;
    if (phase === 'listening') return;
    const heard = { text: remark.text, speechMs };
    if (claimByWords(phase, heard, this.deps.settings.bargeIn) === 'none') return;
    if (concernsAnswer(phase, remark, this.deps)) this.#endAnswer(phase);
  }

  /** Words for the agent: they join the pending turn, which is answered when it is complete. */
  #onWords(
    remark: Remark,
    { turnId, timing, isFollowed }: { turnId: string; timing: TurnTiming; isFollowed: boolean },
  ): void {
    const { phase } = this.#floor;
    // They join what an unheard answer is for, whoever that was.
    if (phase === 'thinking') this.#endAnswer(phase);
    else if (phase === 'speaking' && concernsAnswer(phase, remark, this.deps))
      this.#endAnswer(phase);
    const turn = joining(this.#pending, turnId, remark);
    this.deps.emit(wordsOf('transcript-final', turn, remark.speaker));
    this.#pending = { status: 'incomplete', turn };
    // A recognizer slower than the user: the rest of what they say is on its way.
    if (isFollowed) return this.#floor.dropSpeculation();
    this.#floor.resume(remark.speaker);
    this.#answer(timing);
  }

  /** There was a sound, and no words in it. */
  #onNoWords(timing: TurnTiming): void {
    if (this.#pending?.status === 'incomplete') this.#answer(timing);
    else this.#floor.dropSpeculation();
    this.#announceNext();
  }

  /** Words for somebody else: what pends because they might have joined it is answered. */
  #overhear(turnId: string, { text, speaker }: Remark, timing: TurnTiming): void {
    this.#floor.dropSpeculation();
    this.#floor.resume(speaker);
    this.deps.emit(wordsOf('transcript-final', { turnId, messages: [{ text, speaker }] }, speaker));
    this.deps.memory.overhear({ text, speaker }).catch(this.deps.onError);
    this.#onNoWords(timing);
  }

  /** An unheard answer is withdrawn, unless it has had something done; others are cut off, or end with their sentence. */
  #endAnswer(phase: 'thinking' | 'speaking'): void {
    const { answerActs, bargeIn } = this.deps.settings;
    if (phase === 'speaking') {
      if (bargeIn.strategy === 'graceful') this.#floor.finishSentence();
      else this.#floor.stop();
    } else if (this.#floor.hasActed) this.#floor.stop();
    else if (!answerActs) {
      // A model that acts is asked once: its answer is heard, and what was said meanwhile is the next turn.
      const withdrawn = this.#floor.withdraw();
      this.deps.announcements.putBack(withdrawn);
      this.#pending = withdrawnInto(this.#pending, withdrawn);
    }
  }

  /** The pending turn is complete: it is answered, after the answer that goes on. */
  #answer(timing: TurnTiming): void {
    if (this.#pending === undefined) return;
    const { turn } = this.#pending;
    if (this.#floor.isAnswering) {
      this.#pending = { status: 'complete', turn, timing };
      return;
    }
    this.#pending = undefined;
    const asked = speakersOf(turn.messages);
    // What is prepared already was asked for before.
    const limit = this.#floor.isSpeculating ? undefined : this.deps.limit(asked);
    if (limit !== undefined) this.deps.onRefused(limit, asked);
    if (limit !== undefined || this.deps.settings.isMuted) {
      keepUnanswered(turn, this.deps).catch(this.deps.onError);
      return this.#announceNext();
    }
    this.deps.addressing.answering(asked);
    this.deps.announcements.onAnswer();
    this.#floor.answer(turn, timing);
  }

  #onFree(): void {
    if (this.#pending?.status === 'complete' && !this.signal.aborted) {
      this.#answer(this.#pending.timing);
    }
    this.#announceNext();
  }

  #announceNext(): void {
    const { phase, isSpeculating } = this.#floor;
    if (phase !== 'listening' || this.#pending !== undefined || this.signal.aborted) return;
    if (isSpeculating && this.deps.limit() !== undefined) return;
    const next = this.deps.announcements.take();
    if (next !== undefined) this.#floor.answer(next, timingNow(this.deps.clock));
  }
}
