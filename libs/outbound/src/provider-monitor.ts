import {
  type Clock,
  type ProviderErrorCategory,
  type ProviderHealth,
  resolvedBefore,
} from '@vox/voice-core';

import { type Provider, type ProviderAdapter, providerFailure } from './provider';

/** What a provider said of itself when it was asked last. */
export type ProviderCheck = {
  readonly isHealthy: boolean;
  readonly detail?: string;
  /** Epoch ms. */
  readonly atMs: number;
};

export type ProviderMonitorOptions<P extends Provider = Provider> = {
  readonly clock: Clock;
  /** Longest wait for one answer; as long as the adapter waits when absent. */
  readonly timeoutMs?: number;
  /** Detail of a provider whose check itself fails. */
  readonly failedDetail: string;
  /** Whether a bad answer says that nobody would be served now; every one does when absent. */
  readonly isDown?: (health: ProviderHealth) => boolean;
  /** Failures that a good answer disproves: it closes a half-open circuit that one of them has opened. None when absent. */
  readonly disproves?: ReadonlySet<ProviderErrorCategory>;
  /** Whether a bad answer counts against the circuit, as a failed request does. */
  readonly countsFailures?: boolean;
  /** Told when a provider that was well is not, and the other way round. */
  readonly onChange?: (provider: P, check: ProviderCheck) => void;
};

/**
 * Asks providers in the background how they are, so that no turn and no health page has to.
 *
 * What was answered is kept by adapter: providers that share one share its health.
 */
export class ProviderMonitor<P extends Provider = Provider> {
  /** Adapters come and go with the rows that people change. */
  readonly #checks = new WeakMap<ProviderAdapter, ProviderCheck>();
  #timer: NodeJS.Timeout | undefined;
  #isChecking = false;

  /** @param providers Those to ask, looked up at each check. */
  constructor(
    private readonly providers: () => readonly P[],
    private readonly options: ProviderMonitorOptions<P>,
  ) {}

  /** Checks every interval from now on, the first time after one. The timer keeps no process alive; may be called twice. */
  start(intervalMs: number): boolean {
    if (this.#timer !== undefined) return false;
    this.#timer = setInterval(() => {
      // A slow server must not pile up questions.
      if (!this.#isChecking) void this.checkAll();
    }, intervalMs).unref();
    return true;
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  /** Undefined before the first answer, and of a provider that is not asked. */
  lastCheck({ adapter }: Provider): ProviderCheck | undefined {
    return this.#checks.get(adapter);
  }

  /** Presumed of a provider that was not asked yet. */
  isHealthy(provider: Provider): boolean {
    return this.lastCheck(provider)?.isHealthy ?? true;
  }

  /** It has just served somebody: a check that said otherwise is forgotten. */
  hasServed(provider: Provider): void {
    if (!this.isHealthy(provider)) this.#checks.delete(provider.adapter);
  }

  /** Asks all now. Never rejects: a check that fails is an answer. */
  async checkAll(): Promise<void> {
    this.#isChecking = true;
    await Promise.all(this.providers().map((provider) => this.#check(provider)));
    this.#isChecking = false;
  }

  async #check(provider: P): Promise<void> {
    const { clock, isDown = () => true, onChange } = this.options;
    const mayClose = this.#isDisprovable(provider);
    const wasHealthy = this.isHealthy(provider);
    const health = await this.#ask(provider);
    const { detail } = health;
    const check: ProviderCheck = {
      isHealthy: health.isHealthy || !isDown(health),
      ...(detail === undefined ? {} : { detail }),
      atMs: clock.wallMs(),
    };
    this.#checks.set(provider.adapter, check);
    this.#updateBreaker(provider, health.isHealthy && mayClose, check);
    if (check.isHealthy !== wasHealthy) onChange?.(provider, check);
  }

  #isDisprovable({ breaker }: P): boolean {
    const { disproves } = this.options;
    const lastError = breaker.lastError as ProviderErrorCategory | undefined;
    return breaker.state === 'half-open' && lastError !== undefined && !!disproves?.has(lastError);
  }

  /**
   * Only when the answer is there: a breaker that is half open lets one in, and no request must go elsewhere for as long
   * as a health page takes. A good answer disproves no failed request but those of a server that was not there.
   */
  #updateBreaker(provider: P, isProof: boolean, { isHealthy }: ProviderCheck): void {
    const isFailure = !isHealthy && this.options.countsFailures === true;
    if (!isProof && !isFailure) return;
    const admission = provider.breaker.admit();
    if (isProof) admission?.succeeded();
    else admission?.failed(providerFailure(provider, 'connectivity', 'is unhealthy'));
  }

  async #ask({ adapter }: P): Promise<ProviderHealth> {
    const { clock, timeoutMs = Infinity, failedDetail } = this.options;
    const waiting = new AbortController();
    const late = new AbortController();
    if (Number.isFinite(timeoutMs)) {
      void clock.sleepUntil(clock.nowMs() + timeoutMs, waiting.signal).then(() => late.abort());
    }
    try {
      const answer = await resolvedBefore(adapter.health(), late.signal);
      return answer ?? { isHealthy: false, detail: 'timeout' };
    } catch {
      return { isHealthy: false, detail: failedDetail };
    } finally {
      waiting.abort();
    }
  }
}
