/** Kinds of servers that people may add, several of each; `openai` is any that speaks OpenAI's speech protocol. */
export const ttsRowKinds = ['openai', 'chatterbox', 'devnen'] as const;

export type TtsRowKind = (typeof ttsRowKinds)[number];

/** A server that people have added, ready to be asked. What is absent is as the environment has it for its kind. */
export type TtsProviderRow = {
  /** A UUID: what steps name it by. */
  readonly id: string;
  /** For people; stands where a provider's name stands. */
  readonly name: string;
  readonly kind: TtsRowKind;
  readonly baseUrl: string;
  /** A secret. Absent where it wants none. */
  readonly apiKey?: string;
  readonly model?: string;
  /** For requests that name none. */
  readonly voice?: string;
  readonly audioFormat?: string;
  /** Until a sentence's first audio. */
  readonly timeoutMs?: number;
  /** Sentences at once, over all sessions. */
  readonly maxConcurrency?: number;
};
