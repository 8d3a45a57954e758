import { CONSENT_KINDS, type ConsentKind } from '@vox/protocol';

import type { Account, Answers, ConsentDoor, StoredParticipant } from './consent-store';

const NOTHING: Answers = new Map();

/** How one connection came in. */
export type Coming = {
  /** Whose standing answers count for it; nobody's where it is absent. */
  readonly account: Account | undefined;
  /** With a session token: who asked for it answers for nobody but themselves. */
  readonly isByToken: boolean;
};

/** What stands, by `keyOfAccount`. */
export type Standing = ReadonlyMap<string, Answers>;

export function keyOfAccount(account: Account): string {
  return JSON.stringify(account);
}

/** What one who takes part has answered, while they do. */
export class ConsentEntry {
  /** Counts answers: what was read before one is older than it. */
  version = 0;
  /** What was answered before is known. */
  isRead = false;
  #answers: Answers = NOTHING;
  #standing: Standing = new Map();
  /** The connections that they take part by. */
  readonly #seats = new Set<Coming>();
  /** Those whose account's answers are being read: nothing is heard of them yet. */
  readonly #arriving = new Set<Coming>();
  /** Refused, which counts, and not stored yet. */
  readonly #unsaved = new Map<ConsentKind, ConsentDoor>();
  /** How often each kind was answered, stored or not. */
  readonly #asked = new Map<ConsentKind, number>();
  #stored: Promise<void> = Promise.resolve();

  /** Since when (`Clock.nowMs`) the database has known no such session, for one who has left. */
  missingSinceMs: number | undefined;

  constructor(readonly who: StoredParticipant) {}

  /** Whose standing answers count, each once. */
  get accounts(): Account[] {
    const accounts = [...this.#seats, ...this.#arriving].flatMap(({ account }) => account ?? []);
    return [...new Map(accounts.map((account) => [keyOfAccount(account), account])).values()];
  }

  /** Another connection is coming: it counts as theirs, and for no answer before it has arrived. */
  come(coming: Coming): void {
    this.#arriving.add(coming);
  }

  arrive(coming: Coming): void {
    if (this.#arriving.delete(coming)) this.#seats.add(coming);
  }

  /** @returns whether that was the last one. */
  leave(coming: Coming): boolean {
    this.#seats.delete(coming);
    this.#arriving.delete(coming);
    return this.#seats.size + this.#arriving.size === 0;
  }

  get unsaved(): readonly (readonly [ConsentKind, ConsentDoor])[] {
    return [...this.#unsaved];
  }

  get given(): ReadonlySet<ConsentKind> {
    return new Set(CONSENT_KINDS.filter((kind) => this.isGiven(kind)));
  }

  isGiven(kind: ConsentKind): boolean {
    const answer = this.#answers.get(kind);
    const stands = this.#stands(kind) ?? false;
    // Facts are remembered of users, who say so of themselves: in a session they can only say no.
    return kind === 'memory' ? stands && answer !== false : (answer ?? stands);
  }

  isRefused(kind: ConsentKind): boolean {
    return this.#answers.get(kind) === false;
  }

  /** Neither here nor for all their sessions. */
  isUnanswered(kind: ConsentKind): boolean {
    return !this.#answers.has(kind) && this.#stands(kind) === undefined;
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
  replace(answers: Answers, standing: Standing): void {
    this.isRead = true;
    const unsaved = [...this.#unsaved.keys()].map((kind) => [kind, false] as const);
    this.#answers = new Map([...answers, ...unsaved]);
    // What was read for who came meanwhile is not forgotten.
    this.#standing = new Map([...this.#standing, ...standing]);
  }

  /**
   * An account speaks for those alone who come as it, so its yes counts while all of them have; what they are remembered by is
   * the account's, whoever they are. @returns undefined where that does not stand for each of them.
   */
  #stands(kind: ConsentKind): boolean | undefined {
    const standing = [...this.#seats].map(({ account, isByToken }) =>
      account === undefined || (isByToken && kind !== 'memory')
        ? undefined
        : this.#standing.get(keyOfAccount(account))?.get(kind),
    );
    if (standing.length === 0 || standing.includes(undefined)) return undefined;
    return !standing.includes(false);
  }
}
