import { ProviderError, type ReplyPart } from '@vox/voice-core';

/**
 * Holds a reply back until it says something, so that one that says nothing (a cold start) can still be asked for again
 * or elsewhere.
 * @throws ProviderError of category `server` when the reply ends without a word.
 */
export async function* withWords(
  reply: AsyncIterable<ReplyPart>,
  provider: string,
  signal: AbortSignal,
): AsyncGenerator<ReplyPart, void, void> {
  const held: ReplyPart[] = [];
  let hasWords = false;
  for await (const part of reply) {
    if (!hasWords) {
      held.push(part);
      hasWords = part.type === 'reply-delta' && part.text.trim() !== '';
      if (hasWords) yield* held;
    } else yield part;
  }
  if (hasWords || signal.aborted) return;
  throw new ProviderError(`${provider}: gave an empty reply`, {
    room: 'llm',
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
    if (part.type === 'reply-delta') text += part.text;
    else if (part.type !== 'reply-end') yield part;
    else {
      yield { type: 'reply-delta', text };
      yield part;
    }
  }
}
