import type { ConsentKind } from '@vox/protocol';
import { type AgentConfig, type Clock, SystemClock } from '@vox/voice-core';

import { parseConfig } from '../../src/config';
import { ConsentBook } from '../../src/consents/consent-book';
import { ConsentNeeds } from '../../src/consents/consent-needs';
import {
  type Account,
  type Answers,
  type ConsentDoor,
  ConsentStore,
  type StoredConsent,
  type StoredParticipant,
} from '../../src/consents/consent-store';

/** `ConsentStore` in memory. */
export class MemoryConsentStore extends ConsentStore {
  readonly rows: StoredConsent[] = [];
  /** By `JSON.stringify` of an account. */
  readonly standing = new Map<string, Map<ConsentKind, boolean>>();
  /** What it answers with while it is away. */
  failure: Error | undefined;
  /** Sessions that are not stored any more. */
  readonly deleted = new Set<string>();
  /** How often something could not be stored for that. */
  failed = 0;
  looks = 0;

  override async ofSessions(sessionIds: readonly string[]): Promise<StoredConsent[]> {
    this.#fail();
    return this.rows
      .filter(({ sessionId }) => sessionId !== null && sessionIds.includes(sessionId))
      .map((row) => ({ ...row }));
  }

  override async standingOf(
    account: Account,
  ): Promise<{ readonly userId: string; readonly answers: Answers } | undefined> {
    this.#fail();
    const answers = this.standing.get(JSON.stringify(account));
    return answers === undefined ? undefined : { userId: JSON.stringify(account), answers };
  }

  override async standingRows(): Promise<StoredConsent[]> {
    return [];
  }

  override async stored(sessionIds: readonly string[]): Promise<ReadonlySet<string>> {
    this.looks += 1;
    return new Set(sessionIds.filter((id) => !this.deleted.has(id)));
  }

  override async ask(
    who: StoredParticipant,
    kinds: readonly ConsentKind[],
    door: ConsentDoor,
  ): Promise<void> {
    this.#find(who);
    for (const kind of kinds) this.#row(who, kind, door).askedAt ??= new Date();
  }

  override async answer(
    who: StoredParticipant,
    kind: ConsentKind,
    isGiven: boolean,
    door: ConsentDoor,
  ): Promise<void> {
    this.#find(who);
    const row = this.#row(who, kind, door);
    if (isGiven) row.givenAt = new Date();
    row.withdrawnAt = isGiven ? null : new Date();
    row.door = door;
  }

  override async answerStanding(
    userId: string,
    kind: ConsentKind,
    isGiven: boolean,
  ): Promise<void> {
    const key = JSON.stringify({ ownerId: userId });
    this.standing.set(key, (this.standing.get(key) ?? new Map()).set(kind, isGiven));
  }

  #row(who: StoredParticipant, kind: ConsentKind, door: ConsentDoor): StoredConsent {
    const { sessionId, person, isOwn } = who;
    const found = this.rows.find(
      (row) =>
        row.sessionId === sessionId &&
        row.person === person &&
        row.isOwn === isOwn &&
        row.kind === kind,
    );
    if (found !== undefined) return found;
    const times = { askedAt: null, givenAt: null, withdrawnAt: null };
    const row: StoredConsent = { sessionId, person, isOwn, kind, door, ...times, earlier: [] };
    this.rows.push(row);
    return row;
  }

  #find({ sessionId }: StoredParticipant): void {
    this.#fail();
    if (!this.deleted.has(sessionId)) return;
    this.failed += 1;
    throw Object.assign(new Error('foreign key'), { code: '23503' });
  }

  #fail(): void {
    if (this.failure !== undefined) throw this.failure;
  }
}

/** Consents without a database. @param wanted What agents want that `wants` takes: every one when absent. @param required What nobody is heard without. */
export function memoryConsents({
  wanted = [],
  wants = () => true,
  required = [],
  store = new MemoryConsentStore(),
  clock = new SystemClock(),
}: {
  readonly wanted?: readonly ConsentKind[];
  readonly wants?: (agent: AgentConfig) => boolean;
  readonly required?: readonly ConsentKind[];
  readonly store?: MemoryConsentStore;
  readonly clock?: Clock;
} = {}): ConsentBook {
  const needs = new ConsentNeeds(parseConfig({ CONSENT_REQUIRED: required.join(',') }));
  for (const kind of wanted) needs.add(kind, wants);
  return new ConsentBook(store, needs, clock);
}
