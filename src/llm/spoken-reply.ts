import { ProviderError, type ReplyPart } from '@vox/voice-core';

type ReplyEnd = Extract<ReplyPart, { type: 'reply-end' }>;

/**
 * A reply that ended without a word for a reason that the same request meets again: it is not asked for again, and not
 * held against the provider.
 */
export class WordlessReplyError extends ProviderError {
  constructor(
    provider: string,
    /** What came in place of words. */
    readonly gave: string,
    readonly wasCutOff: boolean,
  ) {
    const limit = wasCutOff ? ' before it reached its token limit (max_tokens)' : '';
    super(`${provider}: gave ${gave} and no words${limit}`, {
      kind: 'llm',
      provider,
      category: 'invalid-request',
    });
  }
}

/**
 * Holds a reply back until it says something or calls a tool, so that one that says nothing can still be asked for elsewhere, or, where
 * nothing explains it (a cold start), once more. From an `acting` provider a reply without a word is a reply.
 * @throws ProviderError when the reply ends without a word: `server`, or `invalid-request` (`WordlessReplyError`) when
 * it is known why.
 */
export async function* withWords(
  reply: AsyncIterable<ReplyPart>,
  { provider, acts }: { readonly provider: string; readonly acts: boolean },
  signal: AbortSignal,
): AsyncGenerator<ReplyPart, void, void> {
  const held: ReplyPart[] = [];
  let hasWords = false;
  let end: ReplyEnd | undefined;
  for await (const part of reply) {
    if (part.type === 'reply-end') end = part;
    if (!hasWords) {
      held.push(part);
      hasWords = part.type === 'tool-call' || hasText(part);
      if (hasWords) yield* held;
    } else yield part;
  }
  if (hasWords || signal.aborted) return;
  if (!acts) throw wordless(provider, end);
  yield* held;
}

function hasText(part: ReplyPart): boolean {
  return part.type === 'reply-delta' && part.text.trim() !== '';
}

function wordless(provider: string, end: ReplyEnd | undefined): ProviderError {
  const { finishReason, gave } = end ?? {};
  if (finishReason === 'length') return new WordlessReplyError(provider, gave ?? 'nothing', true);
  if (gave !== undefined) return new WordlessReplyError(provider, gave, false);
  return new ProviderError(`${provider}: gave an empty reply`, {
    kind: 'llm',
    provider,
    category: 'server',
  });
}

/** The same reply with all its words in one part, for whoever does not want it piece by piece. */
export async function* inOnePiece(
  reply: AsyncIterable<ReplyPart>,
): AsyncGenerator<ReplyPart, void, void> {
  let text = '';
  for await (const part of reply) {
    if (part.type === 'reply-delta') {
      text += part.text;
      continue;
    }
    const isOver = part.type === 'tool-call' || part.type === 'reply-end';
    if (isOver && text !== '') yield { type: 'reply-delta', text };
    if (isOver) text = '';
    yield part;
  }
}
