import type { Speaker } from '@vox/voice-core';

import type { Addressing } from './addressing';
import type { Floor } from './floor';
import type { TurnTiming } from '../turn/turn';
import {
  joined,
  lengthOf,
  type Line,
  MAX_JOINED_CHARACTERS,
  speakersOf,
  textBy,
  type UserWords,
  withoutSpeaker,
} from '../turn/user-words';

/** What was said to the agent and is not answered yet. What is said next joins it. */
export class OpenWords {
  #words: UserWords | undefined;
  /** Set: nothing more is expected, and they are answered when the answer that goes on is over. */
  #waiting: TurnTiming | undefined;

  constructor(
    private readonly floor: Floor,
    private readonly addressing: Addressing,
  ) {}

  /** The rest of them is on its way. */
  get areUnderway(): boolean {
    return this.#words !== undefined && this.#waiting === undefined;
  }

  /** All of them, for when nobody comes to answer them. */
  get left(): UserWords | undefined {
    return this.#words;
  }

  includes(speaker: Speaker | undefined): boolean {
    return textBy(speaker, this.#words?.lines ?? []) !== '';
  }

  /** What the turn is with `line`; a turn that begins with it has that id. */
  with(turnId: string, line: Line): UserWords {
    return joined(this.#words ?? { turnId, lines: [] }, line);
  }

  /** Whether `text` can be answered together with all that is not answered yet. */
  hasRoomFor(text: string): boolean {
    const waiting = lengthOf(this.#words?.lines ?? []) + lengthOf(this.floor.unheardLines);
    return waiting + text.length <= MAX_JOINED_CHARACTERS;
  }

  /** More was said, and the rest of it is still to come. */
  add(words: UserWords): void {
    this.#words = words;
    this.#waiting = undefined;
  }

  /** An answer that nobody has heard is withdrawn: what it was for is open again. */
  withdraw(): void {
    this.#words = this.floor.withdraw() ?? this.#words;
  }

  /** That was the last of them: they are answered, after the answer that goes on. */
  answer(timing: TurnTiming): void {
    const words = this.#words;
    if (words === undefined) return;
    if (this.floor.isAnswering) {
      this.#waiting = timing;
      return;
    }
    this.#words = undefined;
    this.#waiting = undefined;
    this.addressing.answering(speakersOf(words.lines));
    this.floor.answer(words, timing);
  }

  onFree(): void {
    if (this.#waiting !== undefined) this.answer(this.#waiting);
  }

  forget(speakerId: string): void {
    if (this.#words === undefined) return;
    const words = withoutSpeaker(this.#words, speakerId);
    this.#words = words.lines.length === 0 ? undefined : words;
    if (this.#words === undefined) this.#waiting = undefined;
  }
}
