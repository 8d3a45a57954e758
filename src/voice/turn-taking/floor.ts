import { randomUUID } from 'node:crypto';

import {
  type AbortReason,
  childController,
  type Speaker,
  type TurnEnd,
  type VoiceEvent,
} from '@vox/voice-core';

import { PauseRequests } from './pause-requests';
import { Playout } from '../output/playout';
import type { TurnRequest, TurnDeps } from '../turn/reply';
import { runTurn, type TurnTiming } from '../turn/turn';
import { TurnControl } from '../turn/turn-control';
import { type UserMessage, textOf, type UserTurn, withoutSpeaker } from '../turn/user-turn';

type RunningTurn = {
  request: TurnRequest;
  readonly controller: AbortController;
  readonly control: TurnControl;
  readonly confirm: (timing: TurnTiming) => void;
  /** `speculative`: begun ahead of time, and nobody knows of it. `withdrawn`: its end is not told. */
  phase: 'speculative' | 'thinking' | 'speaking' | 'withdrawn';
  done: Promise<void>;
  /** The answer before it, while that is being finished. */
  previous?: RunningTurn | undefined;
};

export type FloorDeps = TurnDeps & {
  /** Stores what was said; called before the turn's end is told. */
  readonly remember: (end: TurnEnd) => Promise<void>;
  readonly onError: (error: unknown) => void;
  /** The first sound of an answer is heard. */
  readonly onSpeaking: () => void;
  /** An answer was heard to its end, or cut off. */
  readonly onAnswered: () => void;
  /** Nobody holds the floor any more. */
  readonly onFree: () => void;
};

/**
 * Who speaks: at most one answer at a time, from the first speculation to its last word.
 *
 * An answer may be begun ahead of time (`speculate`), while it is not certain that the user is done; it is heard only once
 * `answer` confirms it.
 */
export class Floor {
  #turn: RunningTurn | undefined;
  #lastReply = '';
  #heardOutAtMs = -Infinity;
  readonly #pauses: PauseRequests;

  constructor(
    private readonly deps: FloorDeps,
    private readonly signal: AbortSignal,
  ) {
    this.#pauses = new PauseRequests(deps.clock, () => this.#turn?.control.resume(), signal);
  }

  get phase(): 'listening' | 'thinking' | 'speaking' {
    const phase = this.#turn?.phase;
    return phase === 'thinking' || phase === 'speaking' ? phase : 'listening';
  }

  /** An answer goes on that was not told to end: what is answered next is heard after it. */
  get isAnswering(): boolean {
    const turn = this.#turn;
    if (turn === undefined || this.phase === 'listening') return false;
    return !turn.controller.signal.aborted && !turn.control.finishing.aborted;
  }

  /** Whether an answer was heard to its end after that moment of `Clock.nowMs`. */
  hasEndedSince(atMs: number): boolean {
    return this.#heardOutAtMs > atMs;
  }

  /** The agent's last words: what the user says next may answer them. */
  get lastReply(): string {
    return this.#lastReply;
  }

  /** Begins to answer `messages` ahead of time, unless an answer goes on. */
  speculate(turnId: string, messages: readonly UserMessage[]): void {
    const turn = this.#turn;
    if (turn?.phase === 'speculative' && isSameText(turn.request.messages, messages)) return;
    this.dropSpeculation();
    if (!this.isAnswering) this.#begin({ turnId, messages }, 'speculative');
  }

  /** The user goes on: what was begun ahead of time is thrown away, unheard and unseen. */
  dropSpeculation(): void {
    if (this.#turn?.phase !== 'speculative') return;
    this.#turn.controller.abort('superseded' satisfies AbortReason);
    this.#turn = this.#turn.previous;
  }

  /** The user is done. Answers with what was begun ahead of time when that was for the same words. */
  answer(request: TurnRequest, timing: TurnTiming): void {
    const turn = this.#speculated(request) ?? this.#begin(request, 'thinking');
    turn.phase = 'thinking';
    this.deps.emit({ type: 'agent-state', state: 'thinking' });
    turn.confirm(timing);
  }

  /** Withdraws an unheard answer; gives the words it was for. */
  withdraw(): UserTurn | undefined {
    const turn = this.#turn;
    if (turn?.phase !== 'thinking' || !this.isAnswering) return undefined;
    turn.phase = 'withdrawn';
    turn.controller.abort('superseded' satisfies AbortReason);
    this.#pauses.clear();
    this.deps.emit({ type: 'agent-state', state: 'listening' });
    const { turnId, messages } = turn.request;
    return messages === undefined ? undefined : { turnId, messages };
  }

  /** What an answer is for that nobody has heard: `withdraw` would give it. */
  get unheardMessages(): readonly UserMessage[] {
    const turn = this.#turn;
    return turn?.phase === 'thinking' && this.isAnswering ? (turn.request.messages ?? []) : [];
  }

  /** What `speakerId` said is not carried over from a running answer. */
  forget(speakerId: string): void {
    this.dropSpeculation();
    for (let turn = this.#turn; turn !== undefined; turn = turn.previous) {
      const { turnId, messages } = turn.request;
      if (messages === undefined) continue;
      turn.request = withoutSpeaker({ turnId, messages }, speakerId);
    }
  }

  /**
   * Pauses the answer for this speaker's sake, at once or from the end of its sentence. It goes on where it stopped
   * once everybody let it `resume`, or has been silent for too long.
   */
  pause(speaker: Speaker | undefined, from: 'now' | 'sentence-end' = 'now'): void {
    const turn = this.#turn;
    if (turn === undefined || !this.isAnswering) return;
    this.#pauses.begin(speaker);
    if (from === 'now') turn.control.pause();
    else turn.control.pauseAfterSentence();
  }

  /** Nothing is heard of them any more: that keeps the answer back for a while, and not for ever. */
  onSilence(speaker: Speaker | undefined): void {
    this.#pauses.onSilence(speaker);
  }

  resume(speaker: Speaker | undefined): void {
    this.#pauses.end(speaker);
  }

  /** Nobody keeps the answer paused any more. */
  resumeForAll(): void {
    this.#pauses.clear();
    this.#turn?.control.resume();
  }

  /** Ends the answer now, and one that it waits for. */
  stop(): void {
    this.dropSpeculation();
    this.#pauses.clear();
    for (let turn = this.#turn; turn !== undefined; turn = turn.previous) {
      turn.controller.abort('barge-in' satisfies AbortReason);
    }
  }

  /** Ends the answer with the sentence that is being spoken. */
  finishSentence(): void {
    if (this.#turn?.phase !== 'speaking') return;
    this.#pauses.clear();
    this.#turn.control.finishSentence();
  }

  /** Resolves when no answer is running any more; at once when there is none. */
  async settled(): Promise<void> {
    while (this.#turn !== undefined) await this.#turn.done;
  }

  /** What was begun ahead of time, when it was for `request`; thrown away otherwise. */
  #speculated({ turnId, messages }: TurnRequest): RunningTurn | undefined {
    const turn = this.#turn;
    if (turn?.phase !== 'speculative') return undefined;
    if (isSameText(turn.request.messages, messages) && turn.request.turnId === turnId) return turn;
    this.dropSpeculation();
    return undefined;
  }

  #begin(request: TurnRequest, phase: 'speculative' | 'thinking'): RunningTurn {
    const previous = this.#turn;
    const { controller, release } = childController(this.signal);
    const certain = Promise.withResolvers<TurnTiming>();
    const turn: RunningTurn = {
      request,
      controller,
      control: new TurnControl(new Playout(this.deps.output, this.deps.clock)),
      confirm: certain.resolve,
      phase,
      done: Promise.resolve(),
      previous,
    };
    this.#pauses.clear();
    this.#turn = turn;
    turn.done = this.#run(turn, certain.promise)
      .catch((error: unknown) => this.deps.onError(error))
      .finally(() => {
        release();
        if (this.#turn === turn) this.#turn = undefined;
        if (turn.phase === 'speculative' || turn.phase === 'withdrawn') return;
        if (this.phase !== 'listening') return;
        this.deps.emit({ type: 'agent-state', state: 'listening' });
        this.deps.onFree();
      });
    return turn;
  }

  async #run(turn: RunningTurn, certain: Promise<TurnTiming>): Promise<void> {
    // The sink is one: an answer that is being cut off ends before the next begins.
    await turn.previous?.done;
    turn.previous = undefined;
    const { signal } = turn.controller;
    const emit = (event: VoiceEvent) => this.#onTurnEvent(turn, event);
    const end = await runTurn(turn.request, certain, { ...this.deps, emit }, turn.control, signal);
    if (end === undefined || signal.reason === ('superseded' satisfies AbortReason)) return;
    this.#lastReply = end.spokenText;
    if (end.outcome === 'completed') this.#heardOutAtMs = this.deps.clock.nowMs();
    if (this.#turn === turn || this.phase === 'listening') this.deps.onAnswered();
    await this.deps.remember(end);
    this.deps.emit(end);
  }

  #onTurnEvent(turn: RunningTurn, event: VoiceEvent): void {
    if (turn.phase === 'withdrawn') return;
    this.deps.emit(event);
    if (event.type !== 'playout-start') return;
    turn.phase = 'speaking';
    this.deps.onSpeaking();
    this.deps.emit({ type: 'agent-state', state: 'speaking' });
  }
}

function isSameText(
  one: readonly UserMessage[] | undefined,
  other: readonly UserMessage[] | undefined,
): boolean {
  return textOf(one ?? []) === textOf(other ?? []);
}

/** A turn that nobody asked for: the agent speaks first. */
export function greeting(text: string): TurnRequest {
  return { turnId: randomUUID(), fixedReply: text };
}
