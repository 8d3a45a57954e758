import type { ProviderError } from '@vox/voice-core';

export type Backoff = {
  /** Wait before the second try; doubles each time, with ±20 % jitter. */
  readonly backoffMs: number;
  readonly maxBackoffMs: number;
};

export type RetryOptions = Backoff & {
  /** Tries in all, the first included. */
  readonly attempts: number;
  /** Transient errors that are not worth a second try all the same; none when absent. */
  readonly isFinal?: (error: ProviderError) => boolean;
};

/** How long to wait after the try with this number (the first is 1) has failed. */
export function retryDelayMs(attempt: number, { backoffMs, maxBackoffMs }: Backoff): number {
  const jitter = 0.8 + Math.random() * 0.4;
  return Math.min(backoffMs * 2 ** (attempt - 1), maxBackoffMs) * jitter;
}
