/** A net under tests that hang: a busy machine takes its time. */
const PATIENCE_MS = 90_000;

/** Wakes those who wait for the stand-in's state to become what they look for, so that tests never sleep. */
export class Changes {
  readonly #checks = new Set<() => void>();

  /** Something changed: everyone who waits looks again. */
  notify(): void {
    for (const check of [...this.#checks]) check();
  }

  /**
   * The first value `find` gives that is neither undefined nor false; looked for now and after each change.
   * @throws Error naming `what` when it has not come after `timeoutMs`.
   */
  until<T>(
    what: string,
    find: () => T | undefined | false,
    timeoutMs = PATIENCE_MS,
  ): Promise<Exclude<T, false>> {
    const found = find();
    if (found !== undefined && found !== false) {
      return Promise.resolve(found as Exclude<T, false>);
    }
    return new Promise((resolve, reject) => {
      const check = () => {
        const value = find();
        if (value === undefined || value === false) return;
        clearTimeout(timer);
        this.#checks.delete(check);
        resolve(value as Exclude<T, false>);
      };
      const timer = setTimeout(() => {
        this.#checks.delete(check);
        reject(new Error(`stand-in Discord: ${what} did not come within ${timeoutMs} ms`));
      }, timeoutMs);
      this.#checks.add(check);
    });
  }
}
