import { type Clock, entriesUpTo } from '@vox/voice-core';
import { LRUCache } from 'lru-cache';

import { type Rate, TokenBucket } from './token-bucket';

/** Who is not among so many recent ones has been quiet for long, or is one of a crowd that no limit per client holds. */
const MAX_CLIENTS = 10_000;

/** The same rate for every client, an address or a key, in bounded memory. */
export class RateLimit {
  readonly #buckets = new LRUCache<string, TokenBucket>(entriesUpTo(MAX_CLIENTS));

  constructor(
    private readonly rate: Rate,
    private readonly clock: Pick<Clock, 'nowMs'>,
  ) {}

  /** True, and counted, when it may happen now. */
  take(client: string): boolean {
    return this.#bucketOf(client).take();
  }

  /** How long until it may; 0 when it may now. */
  waitMs(client: string): number {
    return this.#bucketOf(client).waitMs();
  }

  #bucketOf(client: string): TokenBucket {
    const known = this.#buckets.get(client);
    if (known !== undefined) return known;
    const bucket = new TokenBucket(this.rate, this.clock);
    this.#buckets.set(client, bucket);
    return bucket;
  }
}
