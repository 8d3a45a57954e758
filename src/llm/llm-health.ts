import type { ProviderMonitor, ProviderMonitorOptions } from '@vox/outbound';
import {
  type Clock,
  type ProviderHealth,
  type ProviderState,
  providerStatus,
  toProviderState,
} from '@vox/voice-core';

import type { LlmProvider } from './llm-providers';
import type { LlmProviderState } from './llm.types';

/** A list of models is there at once, or is of no use. */
const CHECK_TIMEOUT_MS = 5000;

/**
 * Answers that say that nobody would get a reply now. Others (404, 403, something unreadable) say only that this server
 * does not tell: it may well answer.
 */
const FATAL = new Set(['connectivity', 'timeout', 'server', 'authentication', 'quota']);

/** How the models' background checks are taken: they ask for what costs nothing. */
export const llmChecks = (clock: Clock): ProviderMonitorOptions<LlmProvider> => ({
  clock,
  timeoutMs: CHECK_TIMEOUT_MS,
  failedDetail: 'unknown',
  isDown: ({ detail }) => FATAL.has(detail ?? ''),
  // It is there again. That it answers as it should only a reply can prove, and where that failed only one does.
  disproves: new Set(['connectivity', 'timeout']),
});

/** A workflow is not asked how it is, because that would run it. */
export function canBeChecked({ adapter }: LlmProvider): boolean {
  return adapter.info.hasSideEffects !== true;
}

/** Of one provider: from its use, and from the last time it was asked. No request is made. */
export function llmProviderState(
  provider: LlmProvider,
  monitor: ProviderMonitor<LlmProvider>,
): LlmProviderState {
  const { name, label } = provider.adapter.info;
  const { state: circuit, lastError } = provider.breaker;
  const { isHealthy = true, detail } = monitor.lastCheck(provider) ?? {};
  const reason = lastError ?? (isHealthy ? undefined : detail);
  return {
    name,
    label,
    circuit,
    status: providerStatus(circuit, isHealthy),
    ...(reason === undefined ? {} : { lastError: reason }),
  };
}

/**
 * Of all, in the order in which they are asked: healthy while one of them may answer.
 * @param others Asked by some agents only: shown after the others, and no reason to be healthy.
 */
export function llmHealth(
  providers: readonly LlmProvider[],
  others: readonly LlmProvider[],
  monitor: ProviderMonitor<LlmProvider>,
): ProviderHealth {
  const states = providers.map((provider) => llmProviderState(provider, monitor));
  const otherStates = others.map((provider) => llmProviderState(provider, monitor));
  const acting = providers.filter((provider) => !canBeChecked(provider));
  const details = [
    ...[...states, ...otherStates].map(describe),
    ...acting.map(
      ({ adapter }) => `${adapter.info.name} cannot be asked without running its workflow`,
    ),
  ];
  return {
    isHealthy: states.some(({ status }) => status !== 'down'),
    detail: details.join(', '),
    providers: [...states, ...otherStates].map(toProviderState),
  };
}

function describe({ name, circuit, status, lastError }: ProviderState): string {
  const reason = lastError === undefined ? '' : ` (${lastError})`;
  const isAway = status === 'down' && circuit === 'closed';
  return `${name}: ${isAway ? 'does not answer' : circuit}${reason}`;
}
