/** Who sits on which leaf of the group's tree. */
export class DaveRoster {
  #leaves: (string | undefined)[] = [];

  get userIds(): readonly string[] {
    return this.#leaves.filter((userId) => userId !== undefined);
  }

  has(userId: string): boolean {
    return this.#leaves.includes(userId);
  }

  leafOf(userId: string): number {
    return this.#leaves.indexOf(userId);
  }

  /** A new group, made by `userId`. */
  found(userId: string): void {
    this.#leaves = [userId];
  }

  /** Removals come before additions; each addition takes the leftmost free leaf. @see RFC 9420 §12.3, §7.7 */
  apply(removed: readonly string[], added: readonly string[]): void {
    for (const userId of removed) {
      const leaf = this.#leaves.indexOf(userId);
      if (leaf !== -1) this.#leaves[leaf] = undefined;
    }
    for (const userId of added) {
      const free = this.#leaves.indexOf(undefined);
      if (free === -1) this.#leaves.push(userId);
      else this.#leaves[free] = userId;
    }
  }

  clear(): void {
    this.#leaves = [];
  }
}
