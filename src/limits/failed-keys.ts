import { Logger } from '@nestjs/common';
import { CapacityError, type Clock, entriesUpTo } from '@vox/voice-core';
import { LRUCache } from 'lru-cache';

import { RateLimit } from './rate-limit';
import { TokenBucket } from './token-bucket';

/** Enough to see that somebody guesses; a flood of addresses must not be a flood of lines. */
const LOG_RATE = { burst: 20, perMinute: 6 };

const MAX_ADDRESSES = 10_000;

/**
 * Slows down who tries keys. An address that has given too many wrong ones is not listened to for a while, right key or not:
 * else a guess would be as good as ever.
 */
export class FailedKeys {
  readonly #logger = new Logger(FailedKeys.name);
  readonly #limit: RateLimit;
  readonly #logs: TokenBucket;
  readonly #counts = new LRUCache<string, number>(entriesUpTo(MAX_ADDRESSES));

  constructor(perMinute: number, clock: Pick<Clock, 'nowMs'>) {
    this.#limit = new RateLimit({ burst: perMinute, perMinute }, clock);
    this.#logs = new TokenBucket(LOG_RATE, clock);
  }

  /** @throws CapacityError when `address` has failed too often just now. */
  assertMayTry(address: string): void {
    const waitMs = this.#limit.waitMs(address);
    if (waitMs > 0) throw new CapacityError('Too many wrong keys; try again later.', waitMs);
  }

  count(address: string, what: 'API key' | 'invite' | 'log-in' | 'link code'): void {
    this.#limit.take(address);
    const failures = (this.#counts.get(address) ?? 0) + 1;
    this.#counts.set(address, failures);
    // The first, and then each time that there are ten times as many.
    if (!Number.isInteger(Math.log10(failures)) || !this.#logs.take()) return;
    this.#logger.warn({ address, failures, what }, 'Wrong keys come from an address');
  }
}
