import type { BrowserMemory } from '../voice/browser-memory';

/** Whether the server lets the page in. */
export type AccessState = {
  /** The server has refused what was asked without a key, or with one that does not fit. */
  readonly isRefused: boolean;
  readonly hasKey: boolean;
  /** Another number, perhaps another person: what was shown before is not for them. */
  readonly visit: number;
};

type LetIn = {
  /** They are known to be who was here before. */
  readonly isSamePerson: boolean;
};

/**
 * How the page proves to the server who asks: by a key that is kept until the tab is closed. The one place that knows: whatever
 * else lets somebody in (a log-in with a cookie, say) belongs here, and in `SignIn`, which is shown while the server refuses.
 */
export class Access {
  private readonly listeners = new Set<() => void>();
  private state: AccessState;

  constructor(private readonly memory: BrowserMemory) {
    this.state = { isRefused: false, hasKey: memory.apiKey !== null, visit: 0 };
  }

  get apiKey(): string | null {
    return this.memory.apiKey;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly get = (): AccessState => this.state;

  /** The server answered 401 to what was asked with `usedKey`; of a key that was replaced meanwhile it says nothing. */
  refused(usedKey: string | null): void {
    if (usedKey !== this.memory.apiKey) return;
    // A page asks several things at once, and without a key each of them is refused.
    if (usedKey === null && this.state.isRefused) return;
    this.memory.apiKey = null;
    this.tell({ ...this.state, isRefused: true, hasKey: false });
  }

  useKey(apiKey: string, { isSamePerson }: LetIn = { isSamePerson: false }): void {
    this.memory.apiKey = apiKey;
    this.letIn(true, isSamePerson);
  }

  /** The browser holds a log-in that lets in, as somebody who was refused has found. */
  useLogIn({ isSamePerson }: LetIn): void {
    if (this.state.isRefused) this.letIn(false, isSamePerson);
  }

  private letIn(hasKey: boolean, isSamePerson: boolean): void {
    const { visit } = this.state;
    this.tell({ isRefused: false, hasKey, visit: isSamePerson ? visit : visit + 1 });
  }

  private tell(state: AccessState): void {
    this.state = state;
    for (const listener of this.listeners) listener();
  }
}
