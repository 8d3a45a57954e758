import { type AbortReason, childController, type Speaker, type VoiceEvent } from '@vox/voice-core';

import type { FloorDeps } from './floor-deps';
import { keepUnanswered } from './keep-unanswered';
import { PauseRequests } from './pause-requests';
import { Playout } from '../output/playout';
import { discardReply, type PreparedReply, prepareReply } from '../turn/reply';
import type { Answer, Preparation, Speculation } from './running-turn';
import { performReply, type TurnTiming } from '../turn/turn';
import { TurnControl } from '../turn/turn-control';
import { isToldAgain, type TurnRequest } from '../turn/turn-request';
import { isSameText, type UserMessage, withoutSpeaker } from '../turn/user-turn';

/**
 * Who speaks: at most one answer at a time, from the beginning of its preparation to its last word.
 *
 * An answer may be prepared speculatively (`speculate`), while it is not certain that the user is done; it is performed
 * only once `answer` asks for it.
 */
export class Floor {
  #turn: Speculation | Answer | undefined;
  /** Answers before `#turn` that were told to end and have not ended yet, the newest last. `#turn` waits for them. */
  #ending: readonly Answer[] = [];
  #lastReply = '';
  #heardOutAtMs = -Infinity;
  readonly #pauses: PauseRequests;

  constructor(
    private readonly deps: FloorDeps,
    private readonly signal: AbortSignal,
  ) {
    this.#pauses = new PauseRequests(deps.clock, () => this.#answer?.control.resume(), signal);
  }

  get phase(): 'listening' | 'thinking' | 'speaking' {
    const status = this.#turn?.status;
    return status === 'thinking' || status === 'speaking' ? status : 'listening';
  }

  /** An answer goes on that was not told to end: what is answered next is heard after it. */
  get isAnswering(): boolean {
    const answer = this.#answer;
    if (answer === undefined || this.phase === 'listening') return false;
    return !answer.preparation.work.controller.signal.aborted && !answer.control.finishing.aborted;
  }

  /** An answer is prepared speculatively. */
  get isSpeculating(): boolean {
    return this.#turn?.status === 'speculative';
  }

  /** The answer has had something done that changes something: it is not taken back. */
  get hasActed(): boolean {
    return this.#answer?.reply?.thinking.hasActed ?? false;
  }

  /** Whether an answer was heard to its end after that moment of `Clock.nowMs`. */
  hasEndedSince(atMs: number): boolean {
    return this.#heardOutAtMs > atMs;
  }

  /** The agent's last words: what the user says next may answer them. */
  get lastReply(): string {
    return this.#lastReply;
  }

  /** Prepares an answer to `messages` while the user may go on, unless an answer goes on. */
  speculate(turnId: string, messages: readonly UserMessage[]): void {
    const turn = this.#turn;
    if (turn?.status === 'speculative' && isSameText(turn.preparation.request.messages, messages))
      return;
    this.dropSpeculation();
    if (this.isAnswering) return;
    const preparation = { request: { turnId, messages }, work: childController(this.signal) };
    const reply = this.#prepare(preparation);
    const over = Promise.withResolvers<void>();
    this.#turn = { status: 'speculative', preparation, reply, over };
  }

  /** The user goes on: what was prepared speculatively is thrown away, unheard and unseen. */
  dropSpeculation(): void {
    const turn = this.#turn;
    if (turn?.status !== 'speculative') return;
    const { preparation, reply, over } = turn;
    const { work } = preparation;
    work.controller.abort('superseded' satisfies AbortReason);
    work.release();
    reply.then(discardReply, this.deps.onError);
    this.#turn = this.#ending.at(-1);
    this.#ending = this.#ending.slice(0, -1);
    over.resolve();
  }

  /** The user is done. Answers with what was prepared speculatively when that was for the same words. */
  answer(asked: TurnRequest, timing: TurnTiming): void {
    const speculation = this.#speculationFor(asked);
    const { output, clock, emit, onError } = this.deps;
    const answer: Answer = {
      status: 'thinking',
      preparation: speculation?.preparation ?? {
        request: asked,
        work: childController(this.signal),
      },
      control: new TurnControl(new Playout(output, clock), (isCut) => {
        const { turnId } = answer.preparation.request;
        emit({ type: isCut ? 'playout-pause' : 'playout-resume', turnId });
      }),
      done: Promise.resolve(),
    };
    const reply = speculation?.reply ?? this.#prepare(answer.preparation);
    this.#turn = answer;
    emit({ type: 'agent-state', state: 'thinking' });
    answer.done = this.#perform(answer, reply, timing)
      .catch(onError)
      .finally(() => this.#onDone(answer));
    speculation?.over.resolve();
  }

  /** Withdraws an unheard answer; gives what it was for. */
  withdraw(): TurnRequest | undefined {
    const answer = this.#answer;
    if (answer?.status !== 'thinking' || !this.isAnswering) return undefined;
    answer.status = 'withdrawn';
    answer.preparation.work.controller.abort('superseded' satisfies AbortReason);
    this.#pauses.clear();
    this.deps.emit({ type: 'agent-state', state: 'listening' });
    return answer.preparation.request;
  }

  /** What an answer is for that nobody has heard: `withdraw` would give it. */
  get unheardMessages(): readonly UserMessage[] {
    const answer = this.#answer;
    const isUnheard = answer?.status === 'thinking' && this.isAnswering;
    return isUnheard ? (answer.preparation.request.messages ?? []) : [];
  }

  /** What `speakerId` said is not given back by `withdraw`, nor given to a model that has not been asked yet. */
  forget(speakerId: string): void {
    this.dropSpeculation();
    for (const { preparation } of this.#answers) {
      const { turnId, messages } = preparation.request;
      if (messages === undefined) continue;
      preparation.request = withoutSpeaker({ turnId, messages }, speakerId);
    }
  }

  /**
   * Pauses the answer for this speaker's sake, at once or from the end of its sentence. It goes on where it stopped
   * once everybody let it `resume`, or has been silent for too long.
   */
  pause(speaker: Speaker | undefined, from: 'now' | 'sentence-end' = 'now'): void {
    const answer = this.#answer;
    if (answer === undefined || !this.isAnswering) return;
    this.#pauses.begin(speaker);
    if (from === 'now') answer.control.pause();
    else answer.control.pauseAfterSentence();
  }

  /** The speaker has fallen silent: that keeps the answer paused for a while, and not for ever. */
  onSilence(speaker: Speaker | undefined): void {
    this.#pauses.onSilence(speaker);
  }

  resume(speaker: Speaker | undefined): void {
    this.#pauses.end(speaker);
  }

  /** Nobody keeps the answer paused any more. */
  resumeForAll(): void {
    this.#pauses.clear();
    this.#answer?.control.resume();
  }

  /** Ends the answer now, and one that it waits for. */
  stop(): void {
    this.dropSpeculation();
    this.#pauses.clear();
    for (const { preparation } of this.#answers) {
      preparation.work.controller.abort('barge-in' satisfies AbortReason);
    }
  }

  /** Ends the answer with the sentence that is being spoken. */
  finishSentence(): void {
    const answer = this.#answer;
    if (answer?.status !== 'speaking') return;
    this.#pauses.clear();
    answer.control.finishSentence();
  }

  /** Resolves when no answer is running any more; at once when there is none. */
  async settled(): Promise<void> {
    for (let turn = this.#turn; turn !== undefined; turn = this.#turn) {
      await (turn.status === 'speculative' ? turn.over.promise : turn.done);
    }
  }

  /** The newest answer, unless the next one is prepared already. */
  get #answer(): Answer | undefined {
    return this.#turn?.status === 'speculative' ? undefined : this.#turn;
  }

  /** All that have not ended, the newest first. */
  get #answers(): readonly Answer[] {
    const ending = [...this.#ending].reverse();
    return this.#answer === undefined ? ending : [this.#answer, ...ending];
  }

  /** What was prepared speculatively, when it was for `request`; thrown away otherwise. */
  #speculationFor({ turnId, messages }: TurnRequest): Speculation | undefined {
    const turn = this.#turn;
    if (turn?.status !== 'speculative') return undefined;
    const { request } = turn.preparation;
    if (isSameText(request.messages, messages) && request.turnId === turnId) return turn;
    this.dropSpeculation();
    return undefined;
  }

  /** Prepares a reply once the answer before it has ended. @returns undefined when it was given up before. */
  async #prepare(preparation: Preparation): Promise<PreparedReply | undefined> {
    const previous = this.#answer;
    if (previous !== undefined) this.#ending = [...this.#ending, previous];
    this.#pauses.clear();
    // The sink is one: an answer that is being cut off ends before the next begins.
    await previous?.done;
    const { signal } = preparation.work.controller;
    return signal.aborted ? undefined : prepareReply(preparation.request, this.deps, signal);
  }

  async #perform(
    answer: Answer,
    preparing: Promise<PreparedReply | undefined>,
    timing: TurnTiming,
  ): Promise<void> {
    const reply = await preparing;
    const { signal } = answer.preparation.work.controller;
    if (reply === undefined || signal.aborted) return this.#giveUp(answer, reply);
    const emit = (event: VoiceEvent) => this.#onTurnEvent(answer, event);
    answer.reply = reply;
    const end = await performReply(reply, timing, { ...this.deps, emit }, answer.control, signal);
    if (signal.reason === ('superseded' satisfies AbortReason)) {
      this.deps.tools?.withdrawn(end.turnId);
      if (!isToldAgain(answer.preparation.request)) this.deps.emit(end);
      return;
    }
    reply.thinking.concluded(end);
    this.#lastReply = end.spokenText;
    if (end.outcome === 'completed') this.#heardOutAtMs = this.deps.clock.nowMs();
    this.#answered(answer);
    await this.deps.remember(end);
    this.deps.emit(end);
  }

  /** It was ended before it began. What it was for is kept, as of one that is cut off, unless that pends again. */
  async #giveUp(answer: Answer, reply: PreparedReply | undefined): Promise<void> {
    discardReply(reply);
    if (answer.status === 'withdrawn') return;
    this.#answered(answer);
    const { turnId, messages = [] } = answer.preparation.request;
    if (messages.length > 0) await keepUnanswered({ turnId, messages }, this.deps);
  }

  #answered(answer: Answer): void {
    if (this.#turn === answer || this.phase === 'listening') this.deps.onAnswered();
  }

  #onTurnEvent(answer: Answer, event: VoiceEvent): void {
    if (answer.status === 'withdrawn') return;
    this.deps.emit(event);
    if (event.type !== 'playout-start') return;
    answer.status = 'speaking';
    this.deps.onSpeaking();
    this.deps.emit({ type: 'agent-state', state: 'speaking' });
  }

  #onDone(answer: Answer): void {
    answer.preparation.work.release();
    if (this.#turn === answer) this.#turn = undefined;
    this.#ending = this.#ending.filter((ending) => ending !== answer);
    if (answer.status === 'withdrawn' || this.phase !== 'listening') return;
    this.deps.emit({ type: 'agent-state', state: 'listening' });
    this.deps.onFree();
  }
}
