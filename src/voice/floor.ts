import { randomUUID } from 'node:crypto';

import { type AbortReason, childController, type TurnEnd, type VoiceEvent } from '@vox/voice-core';

import type { TurnRequest, TurnRooms } from './reply';
import { runTurn, type TurnControl, type TurnTiming } from './turn';

/** Words of a turn that was not answered yet when the user went on: the next utterance joins them. */
export type CarriedWords = { readonly turnId: string; readonly userText: string };

type RunningTurn = {
  readonly request: TurnRequest;
  readonly controller: AbortController;
  readonly control: TurnControl;
  readonly confirm: (timing: TurnTiming) => void;
  /** `guessing`: begun ahead of time, and nobody knows of it. */
  phase: 'guessing' | 'thinking' | 'speaking';
  done: Promise<void>;
};

export type FloorRooms = TurnRooms & {
  /** Stores what was said; called before the turn's end is told. */
  readonly remember: (end: TurnEnd) => Promise<void>;
  readonly onError: (error: unknown) => void;
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

  /** Begins to answer `userText` ahead of time. Only from a floor that nobody holds. */
  guess(turnId: string, userText: string): void {
    if (this.#turn?.phase === 'guessing' && this.#turn.request.userText === userText) return;
    this.dropGuess();
    if (this.#turn === undefined) this.#begin({ turnId, userText }, 'guessing');
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
  carry(): CarriedWords | undefined {
    const turn = this.#turn;
    if (turn?.phase !== 'thinking' || turn.controller.signal.aborted) return undefined;
    turn.controller.abort('superseded' satisfies AbortReason);
    const { turnId, userText } = turn.request;
    return userText === undefined ? undefined : { turnId, userText };
  }

  /** Stops the sound; `goOn` continues it where it stopped. */
  hold(): void {
    if (this.#turn?.phase === 'speaking') this.#turn.control.playout?.pause();
  }

  goOn(): void {
    this.#turn?.control.playout?.resume();
  }

  /** Ends the answer now. */
  stop(): void {
    this.#turn?.controller.abort('barge-in' satisfies AbortReason);
  }

  /** Ends the answer with the sentence that is being spoken. */
  finishSentence(): void {
    if (this.#turn?.phase !== 'speaking') return;
    this.#turn.control.endsWithSentence = true;
    this.goOn();
  }

  /** Resolves when the answer that is running now has ended; at once when there is none. */
  async settled(): Promise<void> {
    await this.#turn?.done;
  }

  /** What was begun ahead of time, when it was for `request`; thrown away otherwise. */
  #guessed({ turnId, userText }: TurnRequest): RunningTurn | undefined {
    const turn = this.#turn;
    if (turn?.phase !== 'guessing') return undefined;
    if (turn.request.userText === userText && turn.request.turnId === turnId) return turn;
    this.dropGuess();
    return undefined;
  }

  #begin(request: TurnRequest, phase: 'guessing' | 'thinking'): RunningTurn {
    const previous = this.#turn?.done;
    const { controller, release } = childController(this.signal);
    const certain = Promise.withResolvers<TurnTiming>();
    const turn: RunningTurn = {
      request,
      controller,
      control: {},
      confirm: certain.resolve,
      phase,
      done: Promise.resolve(),
    };
    this.#turn = turn;
    turn.done = this.#run(turn, certain.promise, previous)
      .catch((error: unknown) => this.rooms.onError(error))
      .finally(() => {
        release();
        if (this.#turn !== turn) return;
        this.#turn = undefined;
        if (turn.phase !== 'guessing') this.rooms.emit({ type: 'agent-state', state: 'listening' });
      });
    return turn;
  }

  async #run(
    turn: RunningTurn,
    certain: Promise<TurnTiming>,
    previous: Promise<void> | undefined,
  ): Promise<void> {
    // The sink is one: an answer that is being cut off ends before the next begins.
    await previous;
    const { signal } = turn.controller;
    const emit = (event: VoiceEvent) => this.#onTurnEvent(turn, event);
    const end = await runTurn(turn.request, certain, { ...this.rooms, emit }, turn.control, signal);
    if (end === undefined || signal.reason === ('superseded' satisfies AbortReason)) return;
    this.#lastReply = end.spokenText;
    await this.rooms.remember(end);
    this.rooms.emit(end);
  }

  #onTurnEvent(turn: RunningTurn, event: VoiceEvent): void {
    this.rooms.emit(event);
    if (event.type !== 'playout-start') return;
    turn.phase = 'speaking';
    this.rooms.emit({ type: 'agent-state', state: 'speaking' });
  }
}

/** A turn that nobody asked for: the agent speaks first. */
export function greeting(text: string): TurnRequest {
  return { turnId: randomUUID(), fixedReply: text };
}
