/** Tells those who keep words in places of their own that some were deleted from the database. */
export class Forgetting {
  readonly #listeners = new Set<() => Promise<void>>();

  /** @param listener Must not reject. @returns ends it. */
  listen(listener: () => Promise<void>): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Resolves when everybody is done. */
  async tell(): Promise<void> {
    await Promise.all([...this.#listeners].map((listener) => listener()));
  }
}
