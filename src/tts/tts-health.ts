import { Logger } from '@nestjs/common';
import type { CircuitState, ProviderMonitor, ProviderMonitorOptions } from '@vox/outbound';
import type { Clock } from '@vox/voice-core';

import type { TtsProvider } from './tts-providers';

/** How one provider is, without secrets. */
export type TtsProviderHealth = {
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

/**
 * How the voices' background checks are taken: what they say decides who is asked, and opens no circuit. A server that was not
 * there and answers again ends its outage, also while nobody speaks.
 */
export function ttsChecks(clock: Clock): ProviderMonitorOptions<TtsProvider> {
  const logger = new Logger('TtsHealth');
  return {
    clock,
    failedDetail: 'the check failed',
    // That it speaks as it should only a sentence proves.
    disproves: new Set(['connectivity']),
    onChange: ({ adapter }, { isHealthy, detail }) => {
      const attributes = { provider: adapter.info.name, detail };
      if (isHealthy) logger.log(attributes, 'A speech provider is well again');
      else logger.warn(attributes, 'A speech provider is not well');
    },
  };
}

/**
 * False while a server says of itself that it cannot speak. An embedded engine knows no more than how its last
 * sentence went, so it is always worth another.
 */
export function isUsable(provider: TtsProvider, monitor: ProviderMonitor<TtsProvider>): boolean {
  return provider.adapter.info.isEmbedded || monitor.isHealthy(provider);
}

/** Whether neither its last check nor its last sentences say that it cannot speak. */
export function isWell(provider: TtsProvider, monitor: ProviderMonitor<TtsProvider>): boolean {
  return monitor.isHealthy(provider) && provider.breaker.state !== 'open';
}

export function ttsProviderHealth(
  provider: TtsProvider,
  monitor: ProviderMonitor<TtsProvider>,
): TtsProviderHealth {
  const { adapter, breaker, gate } = provider;
  const { name, label, isEmbedded } = adapter.info;
  const { isHealthy = true, detail, atMs } = monitor.lastCheck(provider) ?? {};
  return {
    name,
    label,
    isEmbedded,
    isHealthy,
    ...(detail === undefined ? {} : { detail }),
    ...(atMs === undefined ? {} : { checkedAtMs: atMs }),
    circuit: breaker.state,
    ...(breaker.lastError === undefined ? {} : { lastError: breaker.lastError }),
    running: gate?.inside ?? 0,
    waiting: gate?.waiting ?? 0,
  };
}
