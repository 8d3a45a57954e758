import type { Speaker } from '@vox/voice-core';

import type { Addressing } from './addressing';
import type { Floor } from './floor';
import type { TurnTiming } from '../turn/turn';
import {
  joined,
  lengthOf,
  type UserMessage,
  MAX_JOINED_CHARACTERS,
  speakersOf,
  textBy,
  type UserTurn,
  withoutSpeaker,
} from '../turn/user-turn';

/** What was said to the agent and is not answered yet. What is said next joins it. */
export class PendingTurn {
  #turn: UserTurn | undefined;
  /** Set once the turn is complete: it is answered when the answer that goes on is over. */
  #waiting: TurnTiming | undefined;

  constructor(
    private readonly floor: Floor,
    private readonly addressing: Addressing,
  ) {}

  /** More words of the turn are on their way from the recognizer. */
  get isIncomplete(): boolean {
    return this.#turn !== undefined && this.#waiting === undefined;
  }

  /** The turn as it stands, for when nobody comes to answer it. */
  get unanswered(): UserTurn | undefined {
    return this.#turn;
  }

  includes(speaker: Speaker | undefined): boolean {
    return textBy(speaker, this.#turn?.messages ?? []) !== '';
  }

  /** The pending turn with `message` added; a turn that begins with it has that id. */
  with(turnId: string, message: UserMessage): UserTurn {
    return joined(this.#turn ?? { turnId, messages: [] }, message);
  }

  /** Whether `text` can be answered together with all that is not answered yet. */
  fits(text: string): boolean {
    const waiting = lengthOf(this.#turn?.messages ?? []) + lengthOf(this.floor.unheardMessages);
    return waiting + text.length <= MAX_JOINED_CHARACTERS;
  }

  /** The turn is now `turn`, and more of it is still to come. */
  add(turn: UserTurn): void {
    this.#turn = turn;
    this.#waiting = undefined;
  }

  /** An answer that nobody has heard is withdrawn: what it was for is open again. */
  withdraw(): void {
    this.#turn = this.floor.withdraw() ?? this.#turn;
  }

  /** The turn is complete: it is answered, after the answer that goes on. */
  answer(timing: TurnTiming): void {
    const turn = this.#turn;
    if (turn === undefined) return;
    if (this.floor.isAnswering) {
      this.#waiting = timing;
      return;
    }
    this.#turn = undefined;
    this.#waiting = undefined;
    this.addressing.answering(speakersOf(turn.messages));
    this.floor.answer(turn, timing);
  }

  onFree(): void {
    if (this.#waiting !== undefined) this.answer(this.#waiting);
  }

  forget(speakerId: string): void {
    if (this.#turn === undefined) return;
    const turn = withoutSpeaker(this.#turn, speakerId);
    this.#turn = turn.messages.length === 0 ? undefined : turn;
    if (this.#turn === undefined) this.#waiting = undefined;
  }
}
