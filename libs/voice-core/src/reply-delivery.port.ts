/** Where a reply arrives whose author was asked earlier and answers by calling the server (an n8n workflow). */
export abstract class ReplyDelivery {
  /**
   * Hands `text` to the turn of `sessionId` that waits for it; `options` say how the author wants it spoken, in the
   * author's own words.
   * @returns false when no turn of that session waits (any more).
   */
  abstract deliver(sessionId: string, text: string, options?: unknown): boolean;
}
