import { randomUUID } from 'node:crypto';

import {
  type AbortReason,
  childController,
  type Speaker,
  type TurnEnd,
  type VoiceEvent,
} from '@vox/voice-core';

import type { TurnRequest, TurnRooms } from './reply';
import { runTurn, type TurnControl, type TurnTiming } from './turn';
import { type Line, textOf, type UserWords, withoutSpeaker } from './user-words';

type RunningTurn = {
  request: TurnRequest;
  readonly controller: AbortController;
  readonly control: TurnControl;
  readonly confirm: (timing: TurnTiming) => void;
  /** `guessing`: begun ahead of time, and nobody knows of it. */
  phase: 'guessing' | 'thinking' | 'speaking';
  done: Promise<void>;
  /** The answer before it, while that is being finished. */
  previous?: RunningTurn | undefined;
};

export type FloorRooms = TurnRooms & {
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
 * Who speaks: at most one answer at a time, from the first guess to its last word.
 *
 * An answer may be begun ahead of time (`guess`), while it is not certain that the user is done; it is heard only once
 * `answer` confirms it.
 */
export class Floor {
  #turn: RunningTurn | undefined;
  #lastReply = '';
  /** Whose voices hold the answer now. */
  readonly #holders = new Set<string>();

  constructor(
    private readonly rooms: FloorRooms,
    private readonly signal: AbortSignal,
  ) {}

  get phase(): 'listening' | 'thinking' | 'speaking' {
    const phase = this.#turn?.phase ?? 'listening';
    return phase === 'guessing' ? 'listening' : phase;
  }

  /** The agent's last words: what the user says next may answer them. */
  get lastReply(): string {
    return this.#lastReply;
  }

  /** Begins to answer `lines` ahead of time. Only from a floor that nobody holds. */
  guess(turnId: string, lines: readonly Line[]): void {
    const turn = this.#turn;
    if (turn?.phase === 'guessing' && isSameText(turn.request.lines, lines)) return;
    this.dropGuess();
    if (this.#turn === undefined) this.#begin({ turnId, lines }, 'guessing');
  }

  /** The user goes on: what was begun ahead of time is thrown away, unheard and unseen. */
  dropGuess(): void {
    if (this.#turn?.phase !== 'guessing') return;
    this.#turn.controller.abort('superseded' satisfies AbortReason);
    this.#turn = undefined;
  }

  /** The user is done. Answers with what was begun ahead of time when that was for the same words. */
  answer(request: TurnRequest, timing: TurnTiming): void {
    const turn = this.#guessed(request) ?? this.#begin(request, 'thinking');
    turn.phase = 'thinking';
    this.rooms.emit({ type: 'agent-state', state: 'thinking' });
    turn.confirm(timing);
  }

  /** Takes an unheard answer back; gives the words it was for. */
  carry(): UserWords | undefined {
    const turn = this.#turn;
    if (turn?.phase !== 'thinking' || turn.controller.signal.aborted) return undefined;
    turn.controller.abort('superseded' satisfies AbortReason);
    const { turnId, lines } = turn.request;
    return lines === undefined ? undefined : { turnId, lines };
  }

  /** What `speakerId` said is not carried over from a running answer. */
  forget(speakerId: string): void {
    this.dropGuess();
    for (let turn = this.#turn; turn !== undefined; turn = turn.previous) {
      const { turnId, lines } = turn.request;
      if (lines === undefined) continue;
      turn.request = withoutSpeaker({ turnId, lines }, speakerId);
    }
  }

  /** Stops the sound for this speaker's sake; it continues where it stopped once everybody let it `goOn`. */
  hold(speaker: Speaker | undefined): void {
    if (this.#turn?.phase !== 'speaking') return;
    this.#holders.add(speaker?.id ?? '');
    this.#turn.control.playout?.pause();
  }

  goOn(speaker: Speaker | undefined): void {
    this.#holders.delete(speaker?.id ?? '');
    if (this.#holders.size === 0) this.#turn?.control.playout?.resume();
  }

  /** Nobody holds the answer any more. */
  letGoOn(): void {
    this.#holders.clear();
    this.#turn?.control.playout?.resume();
  }

  /** Ends the answer now, and one that it waits for. */
  stop(): void {
    for (let turn = this.#turn; turn !== undefined; turn = turn.previous) {
      turn.controller.abort('barge-in' satisfies AbortReason);
    }
  }

  /** Ends the answer with the sentence that is being spoken. */
  finishSentence(): void {
    if (this.#turn?.phase !== 'speaking') return;
    this.#turn.control.endsWithSentence = true;
    this.letGoOn();
  }

  /** Resolves when no answer is running any more; at once when there is none. */
  async settled(): Promise<void> {
    while (this.#turn !== undefined) await this.#turn.done;
  }

  /** What was begun ahead of time, when it was for `request`; thrown away otherwise. */
  #guessed({ turnId, lines }: TurnRequest): RunningTurn | undefined {
    const turn = this.#turn;
    if (turn?.phase !== 'guessing') return undefined;
    if (isSameText(turn.request.lines, lines) && turn.request.turnId === turnId) return turn;
    this.dropGuess();
    return undefined;
  }

  #begin(request: TurnRequest, phase: 'guessing' | 'thinking'): RunningTurn {
    const previous = this.#turn;
    const { controller, release } = childController(this.signal);
    const certain = Promise.withResolvers<TurnTiming>();
    const turn: RunningTurn = {
      request,
      controller,
      control: {},
      confirm: certain.resolve,
      phase,
      done: Promise.resolve(),
      previous,
    };
    this.#holders.clear();
    this.#turn = turn;
    turn.done = this.#run(turn, certain.promise)
      .catch((error: unknown) => this.rooms.onError(error))
      .finally(() => {
        release();
        if (this.#turn !== turn) return;
        this.#turn = undefined;
        if (turn.phase === 'guessing') return;
        this.rooms.emit({ type: 'agent-state', state: 'listening' });
        this.rooms.onFree();
      });
    return turn;
  }

  async #run(turn: RunningTurn, certain: Promise<TurnTiming>): Promise<void> {
    // The sink is one: an answer that is being cut off ends before the next begins.
    await turn.previous?.done;
    turn.previous = undefined;
    const { signal } = turn.controller;
    const emit = (event: VoiceEvent) => this.#onTurnEvent(turn, event);
    const end = await runTurn(turn.request, certain, { ...this.rooms, emit }, turn.control, signal);
    if (end === undefined || signal.reason === ('superseded' satisfies AbortReason)) return;
    this.#lastReply = end.spokenText;
    if (this.#turn === turn) this.rooms.onAnswered();
    await this.rooms.remember(end);
    this.rooms.emit(end);
  }

  #onTurnEvent(turn: RunningTurn, event: VoiceEvent): void {
    this.rooms.emit(event);
    if (event.type !== 'playout-start') return;
    turn.phase = 'speaking';
    this.rooms.onSpeaking();
    this.rooms.emit({ type: 'agent-state', state: 'speaking' });
  }
}

function isSameText(one: readonly Line[] | undefined, other: readonly Line[] | undefined): boolean {
  return textOf(one ?? []) === textOf(other ?? []);
}

/** A turn that nobody asked for: the agent speaks first. */
export function greeting(text: string): TurnRequest {
  return { turnId: randomUUID(), fixedReply: text };
}
