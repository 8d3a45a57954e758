/** Kinds of servers that people may add, several of each; `openai` is any that speaks OpenAI's transcription protocol. */
export const sttRowKinds = ['openai', 'whisperx', 'whisperlive', 'deepgram'] as const;

export type SttRowKind = (typeof sttRowKinds)[number];

/** A server that people have added, ready to be asked. What is absent is as the environment has it for its kind. */
export type SttProviderRow = {
  /** A UUID: what steps name it by. */
  readonly id: string;
  /** For people; stands where a provider's name stands. */
  readonly name: string;
  readonly kind: SttRowKind;
  /** http: or https: of `openai`, ws: or wss: of the others. */
  readonly baseUrl: string;
  /** A secret. Absent where it wants none. */
  readonly apiKey?: string;
  readonly model?: string;
  /** BCP 47, for utterances that name none. */
  readonly language?: string;
  readonly audioFormat?: string;
  /** End of an utterance to its final. */
  readonly timeoutMs?: number;
};
