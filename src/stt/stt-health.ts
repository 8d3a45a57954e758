import type { CircuitState, ProviderMonitor, ProviderMonitorOptions } from '@vox/outbound';
import type { Clock, ProviderHealth, ProviderInfo } from '@vox/voice-core';

import type { SttProvider } from './stt-providers';

/** One provider's state, fit for a page: no address, no key. */
export type SttProviderHealth = ProviderInfo &
  ProviderHealth & { readonly circuit: CircuitState; readonly lastError?: string };

export type SttHealth = {
  /** At least one provider can be asked. */
  readonly isHealthy: boolean;
  /** In the order in which they are asked; last those that only some agents ask. */
  readonly providers: readonly SttProviderHealth[];
};

/** How the recognizers' background checks are taken. */
export const sttChecks = (clock: Clock): ProviderMonitorOptions<SttProvider> => ({
  clock,
  failedDetail: 'The health check failed.',
  countsFailures: true,
  // A good health page does not disprove failed transcriptions: only an utterance does.
  disproves: new Set(['connectivity']),
});

export function sttProviderHealth(
  provider: SttProvider,
  monitor: ProviderMonitor<SttProvider>,
): SttProviderHealth {
  const { state, lastError } = provider.breaker;
  const { isHealthy = true, detail } = monitor.lastCheck(provider) ?? {};
  return {
    ...provider.adapter.info,
    isHealthy,
    ...(detail === undefined ? {} : { detail }),
    circuit: state,
    ...(lastError === undefined ? {} : { lastError }),
  };
}

/** A line of all of them: `whisperx: open (connectivity); moonshine: closed`. */
export function describeHealth(providers: readonly SttProviderHealth[]): string {
  return providers
    .map(({ name, circuit, lastError }) => {
      const reason = lastError === undefined ? '' : ` (${lastError})`;
      return `${name}: ${circuit}${reason}`;
    })
    .join('; ');
}
