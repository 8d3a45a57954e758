/** Tells whoever listens, at once and in the order in which they began. */
export class Listeners<T> {
  readonly #listeners = new Set<(told: T) => void>();

  /** @param listener Must not throw, and returns at once. @returns ends it. */
  listen(listener: (told: T) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  tell(told: T): void {
    for (const listener of this.#listeners) listener(told);
  }
}
