/** Who answers for a capability, in words fit for a page, a log line and a health report. */
export type ProviderInfo = {
  /** Stable, kebab-case: `moonshine`, `flite`, `demo-responder`. */
  readonly name: string;
  /** For people: `Moonshine tiny (embedded)`. */
  readonly label: string;
  /** True when it runs inside this process, without network or key. */
  readonly isEmbedded: boolean;
};

export type ProviderHealth = { readonly isHealthy: boolean; readonly detail?: string };
