/**
 * What a thinking model wants back with its call, or fails: for who gave it alone. It is kept in memory with the call, and never
 * stored, shown or told of.
 */
export type ThoughtState = {
  /** Who gave it: a server and a model of it, as the adapter names them. */
  readonly from: string;
  /** Fields of the call, as they came. */
  readonly fields?: Readonly<Record<string, unknown>>;
  /** What was thought before the calls of that answer: each of them has the same. */
  readonly thoughts?: string;
};

/** A model's wish that a tool is run, as the model wrote it. */
export type ToolCall = {
  /** The provider's own, or one that was made for it: no two calls of a reply have the same. Its result names it. */
  readonly id: string;
  readonly name: string;
  /** JSON, `{}` where the model gave nothing. It may be no JSON at all, and fit no schema. */
  readonly arguments: string;
  /** Absent where the model wants nothing back with it. */
  readonly state?: ThoughtState;
};

/** What a model is told of a tool that it may call. */
export type ToolSpec = {
  /** `^[a-zA-Z0-9_-]{1,64}$`: what all providers take. */
  readonly name: string;
  readonly description: string;
  /** JSON schema of an object. */
  readonly parameters: Readonly<Record<string, unknown>>;
};

/**
 * One message of what a model is given. Each call of an assistant's message is answered by one `tool` message after it;
 * adapters send none without.
 */
export type ChatMessage =
  | { readonly role: 'system' | 'user'; readonly content: string }
  | {
      readonly role: 'assistant';
      readonly content: string;
      readonly toolCalls?: readonly ToolCall[];
    }
  | {
      readonly role: 'tool';
      /** What came of it, or in plain words why nothing did. */
      readonly content: string;
      readonly toolCallId: string;
      readonly isError?: boolean;
    };
