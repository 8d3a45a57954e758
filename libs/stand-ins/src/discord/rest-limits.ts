import { createHash } from 'node:crypto';

/** What a limited request is told. */
export type RestLimit = {
  /** Matched against "GET /path", without the version. */
  readonly route: RegExp;
  readonly retryAfterMs: number;
  /** Refused requests before it lets through; default 1. */
  readonly times?: number;
  readonly isGlobal?: boolean;
};

export type RestRefusal = { readonly retryAfterMs: number; readonly isGlobal: boolean };

/** What a bucket allows in ten seconds: far more than a well-behaved bot asks for. */
const BUCKET_SIZE = 50;
const BUCKET_MS = 10_000;

/** Rate limits: those that a test sets, and the headers that tell of the buckets. */
export class RestLimits {
  readonly #limits: (RestLimit & { left: number })[] = [];
  readonly #used = new Map<string, { count: number; untilMs: number }>();

  add(limit: RestLimit): void {
    this.#limits.push({ ...limit, left: limit.times ?? 1 });
  }

  /** Counts a request; a refusal when a limit is on it. */
  take(request: string): RestRefusal | undefined {
    const limit = this.#limits.find(({ left, route }) => left > 0 && route.test(request));
    if (limit === undefined) return undefined;
    limit.left -= 1;
    return { retryAfterMs: limit.retryAfterMs, isGlobal: limit.isGlobal === true };
  }

  /** @see Discord's Rate Limits, "Header Format" */
  headers(request: string): Record<string, string> {
    const bucket = createHash('md5').update(request.replace(/\d+/gu, 'id')).digest('hex');
    const now = Date.now();
    const used = this.#used.get(bucket);
    const current =
      used === undefined || used.untilMs < now ? { count: 0, untilMs: now + BUCKET_MS } : used;
    current.count += 1;
    this.#used.set(bucket, current);
    const resetMs = current.untilMs - now;
    return {
      'x-ratelimit-bucket': bucket,
      'x-ratelimit-limit': String(BUCKET_SIZE),
      'x-ratelimit-remaining': String(Math.max(1, BUCKET_SIZE - current.count)),
      'x-ratelimit-reset': (current.untilMs / 1000).toFixed(3),
      'x-ratelimit-reset-after': (resetMs / 1000).toFixed(3),
    };
  }
}
