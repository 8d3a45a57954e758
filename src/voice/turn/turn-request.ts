import { randomUUID } from 'node:crypto';

import type { UserMessage } from './user-turn';

/** What is to be answered. */
export type TurnRequest = {
  readonly turnId: string;
  /** What was said to it; absent when the agent speaks first. */
  readonly messages?: readonly UserMessage[];
  /** Spoken as it is, without asking the model (a greeting). */
  readonly fixedReply?: string;
};

/** A turn that nobody asked for: the agent speaks first. */
export function greeting(text: string): TurnRequest {
  return { turnId: randomUUID(), fixedReply: text };
}
