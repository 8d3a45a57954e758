import type { Speaker, VoiceEvent } from '@vox/voice-core';

import type { TurnTiming } from '../turn/turn';
import type { TurnRequest } from '../turn/turn-request';
import {
  joined,
  lengthOf,
  MAX_JOINED_CHARACTERS,
  textBy,
  type UserMessage,
  type UserTurn,
  withoutSpeaker,
} from '../turn/user-turn';

/**
 * What was said to the agent and is not answered yet; what is said next joins it. `incomplete`: more of it is on its way.
 * `complete`: it is answered when the answer that goes on is over.
 */
export type PendingTurn =
  | { readonly status: 'incomplete'; readonly turn: UserTurn }
  | { readonly status: 'complete'; readonly turn: UserTurn; readonly timing: TurnTiming };

/** The pending turn with `message` added; a turn that begins with it has the id `turnId`. */
export function joining(
  pending: PendingTurn | undefined,
  turnId: string,
  message: UserMessage,
): UserTurn {
  return joined(pending?.turn ?? { turnId, messages: [] }, message);
}

/** Whether `speaker` has said something of it. */
export function includes(pending: PendingTurn | undefined, speaker: Speaker | undefined): boolean {
  return textBy(speaker, pending?.turn.messages ?? []) !== '';
}

/** Whether `text` can be answered together with what pends and with the `unheard` messages of an answer. */
export function fits(
  text: string,
  pending: PendingTurn | undefined,
  unheard: readonly UserMessage[],
): boolean {
  const waiting = lengthOf(pending?.turn.messages ?? []) + lengthOf(unheard);
  return waiting + text.length <= MAX_JOINED_CHARACTERS;
}

/** Told of a text that does not fit. */
export const TOO_MUCH_TYPED: VoiceEvent = {
  type: 'session-failure',
  failure: {
    code: 'rate_limited',
    message: 'text_message: too much waits to be answered; this one was dropped.',
  },
};

/** What `withdrawn` was for pends again, in place of `pending`; nothing does where nobody had said anything. */
export function withdrawnInto(
  pending: PendingTurn | undefined,
  withdrawn: TurnRequest | undefined,
): PendingTurn | undefined {
  if (withdrawn?.messages === undefined) return pending;
  const { turnId, messages } = withdrawn;
  return { ...(pending ?? { status: 'incomplete' }), turn: { turnId, messages } };
}

/** `pending` without what one of several people said; undefined when that was all. */
export function without(
  pending: PendingTurn | undefined,
  speakerId: string,
): PendingTurn | undefined {
  if (pending === undefined) return undefined;
  const turn = withoutSpeaker(pending.turn, speakerId);
  return turn.messages.length === 0 ? undefined : { ...pending, turn };
}
