/** Users who opted out: nobody listens to them, in any conversation of the process. */
export class OptOutList {
  readonly #userIds = new Set<string>();

  get list(): readonly string[] {
    return [...this.#userIds];
  }

  has(userId: string): boolean {
    return this.#userIds.has(userId);
  }

  /** Adds those that are stored. Nobody is taken off: what was read may be older than what somebody just said. */
  addAll(userIds: readonly string[]): void {
    for (const userId of userIds) this.#userIds.add(userId);
  }

  set(userId: string, listens: boolean): void {
    if (listens) this.#userIds.delete(userId);
    else this.#userIds.add(userId);
  }
}
