import { type Clock, ProviderError, type ProviderKind } from '@vox/voice-core';

import type { CircuitBreaker } from './circuit-breaker';
import { type Deadlines, type SignOfLife, withDeadlines } from './deadline';
import { NOT_ASKED } from './never-sent';

export type RetryOptions = {
  /** Tries in all, the first included. */
  readonly attempts: number;
  /** Wait before the second try; doubles each time, with ±20 % jitter. */
  readonly backoffMs: number;
  readonly maxBackoffMs: number;
  /** Transient errors that are not worth a second try all the same; none when absent. */
  readonly isFinal?: (error: ProviderError) => boolean;
};

/** One provider as the services see it. */
export type ProviderSeat = {
  readonly kind: ProviderKind;
  readonly name: string;
  readonly breaker: CircuitBreaker;
};

export type ResilienceOptions = {
  readonly seat: ProviderSeat;
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
  const { seat, retry, clock, signal } = options;
  const who = { kind: seat.kind, provider: seat.name };
  let lastFailure: ProviderError | undefined;
  for (let attempt = 1; !signal.aborted; attempt++) {
    const admission = seat.breaker.admit();
    if (admission === undefined) throw lastFailure ?? circuitOpen(seat);
    let hasYielded = false;
    try {
      const { deadlines: given } = options;
      const deadlines = typeof given === 'function' ? given() : given;
      for await (const item of withDeadlines(open, deadlines, who, clock, signal)) {
        if (!hasYielded) admission.answering();
        hasYielded = true;
        yield item;
      }
      if (!signal.aborted) admission.succeeded();
      return;
    } catch (error) {
      const failure = toProviderError(error, seat);
      admission.failed(failure);
      const isFinal = !failure.isRetryable || (retry.isFinal?.(failure) ?? false);
      if (hasYielded || isFinal || attempt >= retry.attempts) throw failure;
      lastFailure = failure;
      options.onRetry?.(failure, attempt);
      await clock.sleepUntil(clock.nowMs() + backoff(attempt, retry), signal);
    } finally {
      // Given up by us. A provider that was answering works; of one that was not, nothing is known.
      if (hasYielded) admission.succeeded();
      else admission.abandoned();
    }
  }
}

function circuitOpen(seat: ProviderSeat): ProviderError {
  const error = new ProviderError(
    `${seat.name} is resting after failures (${seat.breaker.lastError ?? 'unknown'})`,
    {
      kind: seat.kind,
      provider: seat.name,
      category: 'connectivity',
    },
  );
  return Object.assign(error, { [NOT_ASKED]: true });
}

function toProviderError(error: unknown, seat: ProviderSeat): ProviderError {
  if (error instanceof ProviderError) return error;
  return new ProviderError(`${seat.name} failed unexpectedly`, {
    kind: seat.kind,
    provider: seat.name,
    category: 'unknown',
    cause: error,
  });
}

function backoff(attempt: number, retry: RetryOptions): number {
  const jitter = 0.8 + Math.random() * 0.4;
  return Math.min(retry.backoffMs * 2 ** (attempt - 1), retry.maxBackoffMs) * jitter;
}
