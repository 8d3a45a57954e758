import {
  type ProviderHealth,
  type ProviderState,
  providerStatus,
  toProviderState,
} from '@vox/voice-core';

import type { LlmProvider } from './llm-providers';
import type { LlmProviderState } from './llm.types';
import type { ModelMonitor } from './model-monitor';

/** Of one provider: from its use, and from the last time it was asked. No request is made. */
export function modelState({ model, seat }: LlmProvider, monitor: ModelMonitor): LlmProviderState {
  const { state: circuit, lastError } = seat.breaker;
  const { isHealthy = true, detail } = monitor.last(model) ?? {};
  const reason = lastError ?? (isHealthy ? undefined : detail);
  return {
    name: model.info.name,
    label: model.info.label,
    circuit,
    status: providerStatus(circuit, isHealthy),
    ...(reason === undefined ? {} : { lastError: reason }),
  };
}

/** Of all, in the order in which they are asked: healthy while one of them may answer. */
export function modelHealth(
  providers: readonly LlmProvider[],
  monitor: ModelMonitor,
): ProviderHealth {
  const states = providers.map((provider) => modelState(provider, monitor));
  const acting = providers.filter(({ model }) => model.info.hasSideEffects === true);
  const details = [
    ...states.map(describe),
    ...acting.map(({ model }) => `${model.info.name} cannot be asked without running its workflow`),
  ];
  return {
    isHealthy: states.some(({ status }) => status !== 'down'),
    detail: details.join(', '),
    providers: states.map(toProviderState),
  };
}

function describe({ name, circuit, status, lastError }: ProviderState): string {
  const reason = lastError === undefined ? '' : ` (${lastError})`;
  const isAway = status === 'down' && circuit === 'closed';
  return `${name}: ${isAway ? 'does not answer' : circuit}${reason}`;
}
