import type { Span } from './audio-tools';
import type { Condition, ItemKind } from './eval-item';
import type { HeardUtterance } from './recording-recognizer';

/** What one item did to one session. Instants are ms of the item's audio. */
export type Outcome = {
  readonly id: string;
  readonly kind: ItemKind;
  readonly condition: Condition;
  readonly madeFrom: string;
  readonly setting: string;
  readonly text: string;
  readonly lengthMs: number;
  readonly speech?: Span;
  readonly pauseMs?: number;
  readonly onsetsMs?: readonly number[];
  /** Each time the session declared a turn over and began to answer, with all words of that turn. */
  readonly turns: readonly {
    readonly atMs: number;
    readonly turnId: string;
    readonly text: string;
  }[];
  /** Each time the agent became audible. */
  readonly spokeAtMs: readonly number[];
  readonly utterances: readonly HeardUtterance[];
  /** Each time the session told that the user speaks. */
  readonly noticedAtMs: readonly number[];
  /** Each time the session decided to silence its agent: to hold the answer, or to end it. */
  readonly decidedAtMs: readonly number[];
  /** When an answer was called off. */
  readonly calledOffAtMs: readonly number[];
  /** Stretches in which the agent was speaking. */
  readonly sounding: readonly Span[];
  /** Whether an answer ended as interrupted. */
  readonly isCutOff: boolean;
  readonly errors: readonly string[];
};
