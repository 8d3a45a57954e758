import {
  ProviderError,
  type ProviderErrorCategory,
  type ProviderHealth,
  type ProviderInfo,
  type ProviderKind,
} from '@vox/voice-core';

import type { CircuitBreaker } from './circuit-breaker';
import { NOT_ASKED } from './never-sent';

/** What the adapters of every kind have. */
export type ProviderAdapter = {
  readonly info: ProviderInfo;
  health(): Promise<ProviderHealth>;
};

/** One engine or server as a service sees it: made once, shared by every session of the process. */
export type Provider<Adapter extends ProviderAdapter = ProviderAdapter> = {
  readonly kind: ProviderKind;
  readonly adapter: Adapter;
  readonly breaker: CircuitBreaker;
};

/** What names a provider in its errors. */
export type ProviderId = { readonly kind: ProviderKind; readonly provider: string };

export function providerId({ kind, adapter }: Provider): ProviderId {
  return { kind, provider: adapter.info.name };
}

/** @param message What it did or did not do, after its name. */
export function providerFailure(
  provider: Provider,
  category: ProviderErrorCategory,
  message: string,
  cause?: unknown,
): ProviderError {
  const id = providerId(provider);
  return new ProviderError(`${id.provider} ${message}`, { ...id, category, cause });
}

/** Why a provider is not asked while its circuit is open. `wasNeverSent` says so of it. */
export function circuitOpen(provider: Provider): ProviderError {
  const reason = provider.breaker.lastError ?? 'unknown';
  const error = providerFailure(provider, 'connectivity', `is resting after failures (${reason})`);
  return Object.assign(error, { [NOT_ASKED]: true });
}

/** `error` itself where an adapter has translated it; any other is a failure of category `unknown`. */
export function asProviderError(error: unknown, provider: Provider): ProviderError {
  if (error instanceof ProviderError) return error;
  return providerFailure(provider, 'unknown', 'failed unexpectedly', error);
}
