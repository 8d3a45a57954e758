import { Logger } from '@nestjs/common';
import type { CircuitState } from '@vox/outbound';
import type { Clock } from '@vox/voice-core';

import type { SpeechProvider } from './speech-provider';

/** How one provider is, without secrets. */
export type SpeechProviderHealth = {
  readonly name: string;
  readonly label: string;
  readonly isEmbedded: boolean;
  /** What the last background check said; true before the first. */
  readonly isHealthy: boolean;
  readonly detail?: string;
  /** Epoch ms of that check. */
  readonly checkedAtMs?: number;
  readonly circuit: CircuitState;
  /** Category of the last failed sentence, until one succeeds. */
  readonly lastError?: string;
  /** Sentences that are being synthesised, and that wait for their turn. */
  readonly running: number;
  readonly waiting: number;
};

type Check = { readonly isHealthy: boolean; readonly detail?: string; readonly atMs: number };

/** Asks every provider in the background how it is, so that no sentence has to. */
export class ProviderMonitor {
  readonly #logger = new Logger(ProviderMonitor.name);
  readonly #checks = new Map<SpeechProvider, Check>();
  #timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly providers: readonly SpeechProvider[],
    private readonly clock: Clock,
    private readonly intervalMs: number,
  ) {}

  /** Checks now and then every interval. The timer keeps no process alive; may be called twice. */
  start(): void {
    if (this.#timer !== undefined) return;
    this.#timer = setInterval(() => void this.checkAll(), this.intervalMs).unref();
    void this.checkAll();
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  /** Never rejects: a check that fails is an answer. */
  async checkAll(): Promise<void> {
    await Promise.all(this.providers.map((provider) => this.#check(provider)));
  }

  /**
   * False while a server says of itself that it cannot speak. An embedded engine knows no more than how its last
   * sentence went, so it is always worth another.
   */
  isUsable(provider: SpeechProvider): boolean {
    if (provider.synthesizer.info.isEmbedded) return true;
    return this.#checks.get(provider)?.isHealthy ?? true;
  }

  /** It has just spoken, whatever its last check said. */
  hasSpoken(provider: SpeechProvider): void {
    if (!this.isUsable(provider)) this.#checks.delete(provider);
  }

  report(): SpeechProviderHealth[] {
    return this.providers.map((provider) => {
      const { synthesizer, breaker, gate } = provider;
      const { name, label, isEmbedded } = synthesizer.info;
      const check = this.#checks.get(provider);
      return {
        name,
        label,
        isEmbedded,
        isHealthy: check?.isHealthy ?? true,
        ...(check?.detail === undefined ? {} : { detail: check.detail }),
        ...(check === undefined ? {} : { checkedAtMs: check.atMs }),
        circuit: breaker.state,
        ...(breaker.lastError === undefined ? {} : { lastError: breaker.lastError }),
        running: gate?.inside ?? 0,
        waiting: gate?.waiting ?? 0,
      };
    });
  }

  async #check(provider: SpeechProvider): Promise<void> {
    const wasHealthy = this.#checks.get(provider)?.isHealthy ?? true;
    const health = await provider.synthesizer.health().catch(() => ({
      isHealthy: false,
      detail: 'the check failed',
    }));
    this.#checks.set(provider, { ...health, atMs: this.clock.wallMs() });
    if (wasHealthy === health.isHealthy) return;
    const attributes = { provider: provider.synthesizer.info.name, detail: health.detail };
    if (health.isHealthy) this.#logger.log(attributes, 'A speech provider is well again');
    else this.#logger.warn(attributes, 'A speech provider is not well');
  }
}
