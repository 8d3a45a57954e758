import { type GenerateOptions, Listeners, type ProviderError } from '@vox/voice-core';

/** A provider failed before its first word: it is tried again, or the next one is asked. */
export type ReplyTrouble = {
  /** Whom the reply is for, where that was said. */
  readonly sessionId?: string;
  readonly turnId?: string;
  readonly provider: string;
  readonly category: ProviderError['category'];
} & (
  | { readonly type: 'retry'; /** The try that failed; the first is 1. */ readonly attempt: number }
  | { readonly type: 'fallback'; /** Who is asked instead. */ readonly next: string }
);

/** Tells other rooms of what is done about providers that fail. */
export class ReplyTroubles extends Listeners<ReplyTrouble> {}

/** Whom a reply is for. */
export function asking({ requester }: Pick<GenerateOptions, 'requester'>): {
  sessionId?: string;
  turnId?: string;
} {
  if (requester === undefined) return {};
  const { sessionId, turnId } = requester;
  return { sessionId, ...(turnId === undefined ? {} : { turnId }) };
}
