import type { Person } from '@vox/database';

/** What was deleted: sessions, or words in them, and whose everything it was, where it was somebody's. */
export type Deletion = {
  readonly sessionIds: readonly string[];
  readonly person?: Person | undefined;
};

/** What those who keep words in places of their own have let go of. */
export type Forgotten = {
  /** How many things, by what they are. */
  readonly counts: Readonly<Record<string, number>>;
  /** False: something could not be reached, and is erased once it can be. */
  readonly isComplete: boolean;
};

type ForgettingListener = (deletion: Deletion) => Promise<Forgotten>;

/** Tells those who keep words in places of their own that some were deleted from the database. */
export class Forgetting {
  readonly #listeners = new Set<ForgettingListener>();

  /** @param listener Must not reject. @returns ends it. */
  listen(listener: ForgettingListener): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Resolves when everybody is done. */
  async tell(deletion: Deletion): Promise<Forgotten> {
    const all = await Promise.all([...this.#listeners].map((listener) => listener(deletion)));
    return {
      counts: Object.fromEntries(all.flatMap(({ counts }) => Object.entries(counts))),
      isComplete: all.every(({ isComplete }) => isComplete),
    };
  }
}
