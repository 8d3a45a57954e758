import { ProviderError } from '@vox/voice-core';

export type Candidate<T> = {
  readonly name: string;
  readonly open: () => AsyncIterable<T>;
  /** Asked when its turn has come: false passes it over. */
  readonly isEligible?: () => boolean;
};

/**
 * Yields from the first eligible candidate that does not fail before its first item. One that ends without an item has
 * answered, too: nobody else is asked. Nothing is given when no candidate is eligible.
 *
 * `onChosen` hears which one it is, before its first item. A failure after that is thrown: what was given cannot be
 * taken back, and a second provider must not say it again.
 * @throws ProviderError of the last candidate that was asked when all of them failed before their first item.
 */
export async function* firstThatAnswers<T>(
  candidates: readonly Candidate<T>[],
  hooks: {
    readonly onChosen?: (name: string) => void;
    readonly onFallback?: (from: string, to: string, error: ProviderError) => void;
  } = {},
): AsyncGenerator<T, void, void> {
  const nextFrom = (start: number) =>
    candidates.findIndex(({ isEligible }, at) => at >= start && (isEligible?.() ?? true));
  let index = nextFrom(0);
  for (let candidate = candidates[index]; candidate !== undefined;) {
    const { name, open } = candidate;
    let hasYielded = false;
    try {
      for await (const item of open()) {
        if (!hasYielded) hooks.onChosen?.(name);
        hasYielded = true;
        yield item;
      }
      return;
    } catch (error) {
      if (hasYielded || !(error instanceof ProviderError)) throw error;
      index = nextFrom(index + 1);
      candidate = candidates[index];
      if (candidate === undefined) throw error;
      hooks.onFallback?.(name, candidate.name, error);
    }
  }
}
