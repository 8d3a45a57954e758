import type { TokenUsage } from '@vox/voice-core';

import type { JsonObject } from './json';

/** Part of a call, or all of it. */
export type CallPiece = {
  /** Its place among the calls; absent where the server does not number them. */
  readonly index?: number | undefined;
  readonly id?: string | undefined;
  readonly name?: string | undefined;
  /** Added to what came of the same call before. */
  readonly arguments: string;
  /** Fields that the server wants back with the call; added to those that came before. */
  readonly fields?: JsonObject | undefined;
};

/** What one value of an answer adds to the reply. */
export type ReplyPiece = {
  readonly text: string;
  /** It is not an addition to what came before, but all that was said so far. */
  readonly isAll: boolean;
  /** The reply ends with it. */
  readonly isLast: boolean;
  readonly hasThought: boolean;
  /** Thoughts that the server wants back with the calls of the answer, in the order in which they come. */
  readonly thoughts?: string | undefined;
  readonly calls: readonly CallPiece[];
  /** Why the reply ends with it, as the server has it. */
  readonly reason: string | undefined;
  /** What the reply took so far; a later piece knows better. */
  readonly usage: TokenUsage | undefined;
};

export function replyPiece(known: Partial<ReplyPiece>): ReplyPiece {
  const nothing = { text: '', isAll: false, isLast: false, hasThought: false, calls: [] };
  return { ...nothing, reason: undefined, usage: undefined, ...known };
}
