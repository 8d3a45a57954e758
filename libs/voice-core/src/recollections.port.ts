/** What is known of people from earlier conversations. */
export abstract class Recollections {
  /**
   * Facts about who talks in that session that fit what is said, the most fitting first; none where they have not allowed it,
   * or several share the session. Never waits longer than a moment, and never rejects.
   * @param said What is to be answered; empty where nothing is.
   */
  abstract of(sessionId: string, said: string): Promise<readonly string[]>;
}
