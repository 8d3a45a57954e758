/** Is given the sessions in which something was deleted. */
type ForgettingListener = (sessionIds: readonly string[]) => Promise<void>;

/** Tells those who keep words in places of their own that some were deleted from the database. */
export class Forgetting {
  readonly #listeners = new Set<ForgettingListener>();

  /** @param listener Must not reject. @returns ends it. */
  listen(listener: ForgettingListener): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Resolves when everybody is done. */
  async tell(sessionIds: readonly string[]): Promise<void> {
    await Promise.all([...this.#listeners].map((listener) => listener(sessionIds)));
  }
}
