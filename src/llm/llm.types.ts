import type { GenerateOptions, ProviderState } from '@vox/voice-core';

/** What `generateResponse` may be told; all that is absent is as the session's agent is set, else the server's default. */
export type ResponseOptions = Partial<Omit<GenerateOptions, 'requester'>> & {
  /** False: the whole reply in one piece. Default true. */
  readonly stream?: boolean;
  /** Newest messages of the session that go before the text. Default 10. */
  readonly contextLimit?: number;
  /** Who asks, for workflows that want to know. */
  readonly userId?: string;
  /** The agent's own name when absent. */
  readonly agentName?: string;
};

/** What is known of one provider from its use, with its name for people. */
export type LlmProviderState = ProviderState & { readonly label: string };
