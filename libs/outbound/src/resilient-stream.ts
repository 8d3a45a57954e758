import type { Clock, ProviderError } from '@vox/voice-core';

import { type Deadlines, type SignOfLife, withDeadlines } from './deadline';
import { asProviderError, circuitOpen, type Provider, providerId } from './provider';
import { retryDelayMs, type RetryOptions } from './retry';

export type ResilienceOptions = {
  readonly provider: Provider;
  readonly retry: RetryOptions;
  /** Of each try; a function is asked anew before each, for a limit on all of them together. */
  readonly deadlines: Partial<Deadlines> | (() => Partial<Deadlines>);
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Told of each failed try that another one follows. */
  readonly onRetry?: (error: ProviderError, attempt: number) => void;
};

/**
 * One provider's stream with its breaker, deadlines and retries.
 *
 * Retries only transient errors and only before the first item: after that somebody has heard it. The breaker hears
 * of every try. An abort ends the stream quietly and is held against nobody.
 * @throws ProviderError, at once and of category `connectivity`, while the circuit is open.
 */
export async function* resilient<T>(
  open: (signal: AbortSignal, works: SignOfLife) => AsyncIterable<T>,
  options: ResilienceOptions,
): AsyncGenerator<T, void, void> {
  const { provider, retry, clock, signal } = options;
  let lastFailure: ProviderError | undefined;
  for (let attempt = 1; !signal.aborted; attempt++) {
    const admission = provider.breaker.admit();
    if (admission === undefined) throw lastFailure ?? circuitOpen(provider);
    let hasYielded = false;
    try {
      const { deadlines: given } = options;
      const deadlines = typeof given === 'function' ? given() : given;
      for await (const item of withDeadlines(
        open,
        deadlines,
        providerId(provider),
        clock,
        signal,
      )) {
        if (!hasYielded) admission.answering();
        hasYielded = true;
        yield item;
      }
      if (!signal.aborted) admission.succeeded();
      return;
    } catch (error) {
      const failure = asProviderError(error, provider);
      admission.failed(failure);
      const isFinal = !failure.isRetryable || (retry.isFinal?.(failure) ?? false);
      if (hasYielded || isFinal || attempt >= retry.attempts) throw failure;
      lastFailure = failure;
      options.onRetry?.(failure, attempt);
      await clock.sleepUntil(clock.nowMs() + retryDelayMs(attempt, retry), signal);
    } finally {
      // Given up by us. A provider that was answering works; of one that was not, nothing is known.
      if (hasYielded) admission.succeeded();
      else admission.abandoned();
    }
  }
}
