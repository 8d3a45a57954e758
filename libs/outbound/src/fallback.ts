import { ProviderError } from '@vox/voice-core';

export type Candidate<T> = { readonly name: string; readonly open: () => AsyncIterable<T> };

/**
 * Yields from the first candidate that gives anything; moves on while one fails before its first item.
 *
 * `onChosen` hears which one it is, before its first item. A failure after that is thrown: what was given cannot be
 * taken back, and a second provider must not say it again.
 * @throws ProviderError of the last candidate when none gives anything.
 */
export async function* firstThatAnswers<T>(
  candidates: readonly Candidate<T>[],
  hooks: {
    readonly onChosen?: (name: string) => void;
    readonly onFallback?: (from: string, to: string, error: ProviderError) => void;
  } = {},
): AsyncGenerator<T, void, void> {
  for (const [index, candidate] of candidates.entries()) {
    let hasYielded = false;
    try {
      for await (const item of candidate.open()) {
        if (!hasYielded) hooks.onChosen?.(candidate.name);
        hasYielded = true;
        yield item;
      }
      return;
    } catch (error) {
      const next = candidates[index + 1];
      if (hasYielded || next === undefined || !(error instanceof ProviderError)) throw error;
      hooks.onFallback?.(candidate.name, next.name, error);
    }
  }
}
