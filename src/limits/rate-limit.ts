import type { Clock } from '@vox/voice-core';
import { LRUCache } from 'lru-cache';

import { type Rate, TokenBucket } from './token-bucket';

/** Who is not among so many recent ones has been quiet for long, or is one of a crowd that no limit per address holds. */
const MAX_ADDRESSES = 10_000;

/** The same rate for every address, in bounded memory. */
export class RateLimit {
  readonly #buckets = new LRUCache<string, TokenBucket>({ max: MAX_ADDRESSES });

  constructor(
    private readonly rate: Rate,
    private readonly clock: Pick<Clock, 'nowMs'>,
  ) {}

  /** True, and counted, when it may happen now. */
  take(address: string): boolean {
    return this.#bucketOf(address).take();
  }

  /** How long until it may; 0 when it may now. */
  waitMs(address: string): number {
    return this.#bucketOf(address).waitMs();
  }

  #bucketOf(address: string): TokenBucket {
    const known = this.#buckets.get(address);
    if (known !== undefined) return known;
    const bucket = new TokenBucket(this.rate, this.clock);
    this.#buckets.set(address, bucket);
    return bucket;
  }
}
