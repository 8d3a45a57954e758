/** Kinds of servers that people may add, several of each; `local` is any that speaks OpenAI's chat protocol. */
export const llmRowKinds = ['local', 'openai', 'openrouter', 'anthropic'] as const;

export type LlmRowKind = (typeof llmRowKinds)[number];

/** A server that people have added, ready to be asked. */
export type LlmProviderRow = {
  /** A UUID: what steps name it by. */
  readonly id: string;
  /** For people; stands where a provider's name stands. */
  readonly name: string;
  readonly kind: LlmRowKind;
  /** Absent: where the server's own provider of that kind is. A `local` one has it. */
  readonly baseUrl?: string;
  /** A secret. Absent where it wants none. */
  readonly apiKey?: string;
  /** For requests that name none; absent: as the server's own provider of that kind. */
  readonly model?: string;
};
