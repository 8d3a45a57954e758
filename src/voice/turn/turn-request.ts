import { randomUUID } from 'node:crypto';

import type { Speaker } from '@vox/voice-core';

import type { UserMessage } from './user-turn';

/** What is to be answered. */
export type TurnRequest = {
  readonly turnId: string;
  /** What was said to it; absent when the agent speaks first. */
  readonly messages?: readonly UserMessage[];
  /** Of several people those whom it is about though they say nothing in it. */
  readonly askers?: readonly Speaker[];
  /** What the model is told last, which nobody said. */
  readonly note?: string;
  /** Spoken as it is, without asking the model (a greeting). */
  readonly fixedReply?: string;
  /** It is said whatever is said meanwhile: one that nobody has heard is not given up. */
  readonly isAnnouncement?: true;
  /** The server's own sentence about a limit: it is said though that is reached. */
  readonly isNotice?: true;
};

/** Withdrawn unheard, its turn is not over: what was said to it joins what is said next, an announcement waits for its time. */
export function isToldAgain({ messages, isAnnouncement }: TurnRequest): boolean {
  return messages !== undefined || isAnnouncement === true;
}

/** A turn that nobody asked for: the agent speaks first. */
export function greeting(text: string): TurnRequest {
  return { turnId: randomUUID(), fixedReply: text };
}

/** A turn that somebody else asked for: the agent says what it is told to. */
export function announcement(text: string): TurnRequest {
  return { ...greeting(text), isAnnouncement: true };
}

/** A turn that nobody asked for: a limit is reached, of one of `whose` where it is theirs alone, and the agent says so. */
export function notice(text: string, whose: readonly Speaker[]): TurnRequest {
  return { ...announcement(text), isNotice: true, askers: whose };
}

/** A turn that nobody asked for: the model is told that it is its turn now, for those whom the one before has answered. */
export function takeOver(note: string, answered: readonly Speaker[]): TurnRequest {
  return { turnId: randomUUID(), note, askers: answered };
}

/** A turn that nobody asked for: the model is told what has happened, and says it. */
export function news(): TurnRequest {
  return { turnId: randomUUID() };
}
