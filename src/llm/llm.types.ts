import type { CircuitState } from '@vox/outbound';
import type { GenerateOptions } from '@vox/voice-core';

/** What `generateResponse` may be told; all that is absent is the server's default. */
export type ResponseOptions = Partial<Omit<GenerateOptions, 'requester'>> & {
  /** False: the whole reply in one piece. Default true. */
  readonly stream?: boolean;
  /** Newest messages of the session that go before the text. Default 10. */
  readonly contextLimit?: number;
  /** Who asks, for workflows that want to know. */
  readonly userId?: string;
  readonly agentName?: string;
};

/** What is known of one provider from its use. */
export type LlmProviderState = {
  readonly name: string;
  readonly label: string;
  readonly circuit: CircuitState;
  /** Category of what failed last; absent since it works again. */
  readonly lastError?: string;
};
