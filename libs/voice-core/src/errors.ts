import type { ProviderKind } from './provider';

/** What went wrong at an outside service, as far as what to do next depends on it. */
export type ProviderErrorCategory =
  | 'authentication'
  | 'authorization'
  | 'invalid-request'
  | 'rate-limit'
  | 'quota'
  | 'connectivity'
  | 'timeout'
  | 'server'
  | 'protocol'
  | 'unknown';

const RETRYABLE: Readonly<Record<ProviderErrorCategory, boolean>> = {
  authentication: false,
  authorization: false,
  'invalid-request': false,
  'rate-limit': true,
  quota: false,
  connectivity: true,
  timeout: true,
  server: true,
  protocol: false,
  unknown: false,
};

/** An engine or an outside service failed. Adapters translate once, at their boundary. */
export class ProviderError extends Error {
  override readonly name = 'ProviderError';
  /** Of the provider that failed. */
  readonly kind: ProviderKind;
  readonly provider: string;
  readonly category: ProviderErrorCategory;
  readonly statusCode?: number;

  constructor(
    message: string,
    details: {
      kind: ProviderKind;
      provider: string;
      category: ProviderErrorCategory;
      statusCode?: number;
      cause?: unknown;
    },
  ) {
    super(message, { cause: details.cause });
    this.kind = details.kind;
    this.provider = details.provider;
    this.category = details.category;
    if (details.statusCode !== undefined) this.statusCode = details.statusCode;
  }

  get isRetryable(): boolean {
    return RETRYABLE[this.category];
  }
}

/** Our bug: something was called at the wrong time. */
export class InvalidStateError extends Error {
  override readonly name = 'InvalidStateError';
}

/** The caller's bug. `field` names what is wrong: a request field, a frame's property, a variable. */
export class InvalidInputError extends Error {
  override readonly name = 'InvalidInputError';
  readonly field: string;

  constructor(field: string, message: string) {
    super(message);
    this.field = field;
  }
}

/** The agent that was asked for by name cannot be read now, and no other answers in its place: try again. */
export class AgentUnavailableError extends Error {
  override readonly name = 'AgentUnavailableError';

  constructor(options?: ErrorOptions) {
    super('The agent cannot be read from the database now. Try again in a moment.', options);
  }
}

/** Full but healthy: try again after `retryAfterMs`. */
export class CapacityError extends Error {
  override readonly name = 'CapacityError';
  readonly retryAfterMs: number;

  constructor(message: string, retryAfterMs: number) {
    super(message);
    this.retryAfterMs = retryAfterMs;
  }
}

/** The process cannot boot. Lists every problem at once. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(`Invalid configuration:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`);
    this.problems = problems;
  }
}
