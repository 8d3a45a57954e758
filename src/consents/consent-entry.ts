import { CONSENT_KINDS, type ConsentKind } from '@vox/protocol';

import type { Account, Answers, ConsentDoor, StoredParticipant } from './consent-store';

const NOTHING: Answers = new Map();

/** What one who takes part has answered, while they do. */
export class ConsentEntry {
  /** How many connections they take part by. */
  seats = 0;
  /** Counts answers: what was read before one is older than it. */
  version = 0;
  /** What was answered before is known. */
  isRead = false;
  #answers: Answers = NOTHING;
  #standing: Answers = NOTHING;
  /** Refused, which counts, and not stored yet. */
  readonly #unsaved = new Map<ConsentKind, ConsentDoor>();
  /** How often each kind was answered, stored or not. */
  readonly #asked = new Map<ConsentKind, number>();
  #stored: Promise<void> = Promise.resolve();

  constructor(
    readonly who: StoredParticipant & { readonly isByToken?: boolean },
    /** Whose standing answers count; nobody's where it is absent. */
    readonly account: Account | undefined,
  ) {}

  get unsaved(): readonly (readonly [ConsentKind, ConsentDoor])[] {
    return [...this.#unsaved];
  }

  get given(): ReadonlySet<ConsentKind> {
    return new Set(CONSENT_KINDS.filter((kind) => this.isGiven(kind)));
  }

  isGiven(kind: ConsentKind): boolean {
    const answer = this.#answers.get(kind);
    const stands = this.#standing.get(kind) ?? false;
    // Facts are remembered of users, who say so of themselves: in a session they can only say no.
    return kind === 'memory' ? stands && answer !== false : (answer ?? stands);
  }

  isRefused(kind: ConsentKind): boolean {
    return this.#answers.get(kind) === false;
  }

  /** Neither here nor for all their sessions. */
  isUnanswered(kind: ConsentKind): boolean {
    return !this.#answers.has(kind) && !this.#standing.has(kind);
  }

  /** Another answer to `kind` was given. @returns whether none has come since. */
  asked(kind: ConsentKind): () => boolean {
    const count = (this.#asked.get(kind) ?? 0) + 1;
    this.#asked.set(kind, count);
    return () => this.#asked.get(kind) === count;
  }

  /** Runs `store` when all before it are over, so that what is stored last is what was said last. @throws what it throws. */
  inOrder(store: () => Promise<void>): Promise<void> {
    const stored = this.#stored.then(store);
    this.#stored = stored.catch(() => undefined);
    return stored;
  }

  isUnsaved(kind: ConsentKind): boolean {
    return this.#unsaved.has(kind);
  }

  answer(kind: ConsentKind, isGiven: boolean, door: ConsentDoor): void {
    this.version += 1;
    this.#answers = new Map([...this.#answers, [kind, isGiven]]);
    if (isGiven) this.#unsaved.delete(kind);
    else this.#unsaved.set(kind, door);
  }

  saved(kind: ConsentKind): void {
    this.#unsaved.delete(kind);
  }

  /** As the database has it; what is not stored yet stays. */
  replace(answers: Answers, standing: Answers): void {
    this.isRead = true;
    const unsaved = [...this.#unsaved.keys()].map((kind) => [kind, false] as const);
    this.#answers = new Map([...answers, ...unsaved]);
    this.#standing = new Map([...standing].filter(([kind]) => this.#stands(kind)));
  }

  /** An account speaks for those alone who come as it; what they are remembered by is the account's, whoever they are. */
  #stands(kind: ConsentKind): boolean {
    return kind === 'memory' || !this.who.isByToken;
  }
}
