/** Injection token and shape of what `ConversationService` is told. */
export abstract class ConversationSettings {
  /** Newest messages kept per conversation. */
  abstract readonly maxMessages: number;
}
