/** What a provider does: hears (`stt`), answers (`llm`) or speaks (`tts`). */
export type ProviderKind = 'stt' | 'llm' | 'tts';

/** Who answers for a capability, in words fit for a page, a log line and a health report. */
export type ProviderInfo = {
  /** Stable, kebab-case: `moonshine`, `flite`, `demo-responder`. */
  readonly name: string;
  /** For people: `Moonshine tiny (embedded)`. */
  readonly label: string;
  /** True when it runs inside this process, without network or key. */
  readonly isEmbedded: boolean;
  /** Asking it does something in the world (a workflow runs), so it is never asked ahead of time. */
  readonly hasSideEffects?: boolean;
};

/** What is known of one provider from its use. */
export type ProviderState = {
  /** `ProviderInfo.name`. */
  readonly name: string;
  /** Closed: it is asked. Open: it is left alone after failures. Half-open: one request at a time tries it out. */
  readonly circuit: 'closed' | 'open' | 'half-open';
  /** `unproven`: it failed, and nobody has seen it work since. */
  readonly status: 'up' | 'unproven' | 'down';
  /** Category of what failed last; absent since it works again. */
  readonly lastError?: string;
};

/** @param isHealthy What it said of itself when it was asked last; true where it was not. */
export function providerStatus(
  circuit: ProviderState['circuit'],
  isHealthy: boolean,
): ProviderState['status'] {
  if (!isHealthy || circuit === 'open') return 'down';
  return circuit === 'half-open' ? 'unproven' : 'up';
}

/** Only what `ProviderState` holds, of something that knows more. */
export function toProviderState({
  name,
  circuit,
  lastError,
  ...more
}: Omit<ProviderState, 'status'> & {
  readonly status?: ProviderState['status'];
  readonly isHealthy?: boolean;
}): ProviderState {
  const status = more.status ?? providerStatus(circuit, more.isHealthy ?? true);
  return { name, circuit, status, ...(lastError === undefined ? {} : { lastError }) };
}

export type ProviderHealth = {
  /** It can be asked; of a service with several providers, at least one of them can. */
  readonly isHealthy: boolean;
  readonly detail?: string;
  /** Of services with several, in the order in which they are asked. No secrets. */
  readonly providers?: readonly ProviderState[];
};
