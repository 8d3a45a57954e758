/** A reply whose author was asked earlier. */
export type DeliveredReply = {
  readonly text: string;
  /** How the author wants it spoken, in the author's own words. */
  readonly options?: unknown;
  /** The turn it is for, as the author was told when it was asked. */
  readonly turnId?: string;
};

/** What became of it. */
export type DeliveryOutcome =
  /** It will be spoken, unless the turn is interrupted. */
  | 'taken'
  /** The turn it names is over; without a name: no turn of the session waits. */
  | 'nobody-waits'
  /** The turn it names is over or was never asked, and another one waits. */
  | 'other-turn'
  /** It names no turn, and may be for an earlier one. */
  | 'ambiguous'
  /** The author answers the turn in another way already. */
  | 'answered';

/** Where a reply arrives whose author was asked earlier and answers by calling the server (an n8n workflow). */
export abstract class ReplyDelivery {
  /** Hands the reply to the turn of `sessionId` that it is for. */
  abstract deliver(sessionId: string, reply: DeliveredReply): DeliveryOutcome;
}
