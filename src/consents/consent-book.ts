import { Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { errorCode, isDatabaseUnavailable } from '@vox/database';
import { CONSENT_KINDS, type ConsentKind, type GivenConsents } from '@vox/protocol';
import {
  type AgentConfig,
  answerWithin,
  Clock,
  InvalidInputError,
  Listeners,
} from '@vox/voice-core';

import { type Coming, type ConsentEntry, keyOfAccount, type Standing } from './consent-entry';
import { ConsentNeeds, type Needed } from './consent-needs';
import { ConsentPeople, speakerIdOf } from './consent-people';
import { ConsentSeat } from './consent-seat';
import {
  type Account,
  answerOf,
  type Answers,
  answersOf,
  type ConsentDoor,
  ConsentStore,
  type StoredParticipant,
} from './consent-store';
import { type ConsentChange, Consents, type Participant } from './consents';

/** What was answered at another server of the same database counts here after that long at most. */
const REFRESH_EVERY_MS = 5000;

/** A session that was never stored, or was deleted, is not waited for any longer than this after they have left. */
const MISSING_MS = 3_600_000;

/** Nobody who comes in waits longer for what they have answered before. */
const PATIENCE_MS = 1000;

/** PostgreSQL's `foreign_key_violation`: the session is not stored yet, or not any more. */
const NO_SUCH_SESSION = '23503';

const NOTHING: Answers = new Map();

export type Entrant = StoredParticipant & {
  readonly door: ConsentDoor;
  /** Whose standing answers count for them; nobody's where it is absent. */
  readonly account?: Account | undefined;
  /** They came with a session token: who asked for it answers for nobody but themselves. */
  readonly isByToken?: boolean;
  /** What they say as they come. */
  readonly answers?: GivenConsents;
};

/** What those who take part in sessions of this server have answered: in memory while they do, and stored. */
@Injectable()
export class ConsentBook extends Consents implements OnModuleInit, OnModuleDestroy {
  readonly #logger = new Logger('Consents');
  readonly #people = new ConsentPeople();
  readonly #changes = new Listeners<ConsentChange>();
  #refreshing: NodeJS.Timeout | undefined;

  constructor(
    private readonly store: ConsentStore,
    private readonly needs: ConsentNeeds,
    private readonly clock: Clock,
  ) {
    super();
  }

  onModuleInit(): void {
    this.#refreshing = setInterval(() => void this.refresh(), REFRESH_EVERY_MS).unref();
  }

  /** What could not be stored yet is stored now or never; an outage holds nothing up for long. */
  async onModuleDestroy(): Promise<void> {
    clearInterval(this.#refreshing);
    await answerWithin(this.clock, PATIENCE_MS, this.#saveAll());
  }

  override isGiven({ sessionId, speakerId }: Participant, kind: ConsentKind): boolean {
    const people = this.#people.of(sessionId);
    const found = people?.get(speakerId) ?? people?.get(undefined);
    // Whose own session it is in Discord speaks there under the id that they have there.
    const isTheirs =
      found !== undefined &&
      (speakerIdOf(found.who) === speakerId || found.who.person === `discord:${speakerId}`);
    return isTheirs && found.isGiven(kind);
  }

  override async isRefused(sessionId: string, person: string, kind: ConsentKind): Promise<boolean> {
    // Also who has left, while their no waits to be stored.
    const known = this.#people.find({ sessionId, ownerId: null, person, isOwn: true });
    const entry = known?.who.person === person ? known : undefined;
    if (entry?.isRefused(kind) === true) return true;
    if (entry?.isRead === true && this.#people.isHere(entry)) return false;
    const rows = await this.store.ofSessions([sessionId]);
    return rows.some(
      (row) => row.isOwn && row.person === person && row.kind === kind && answerOf(row) === false,
    );
  }

  override listen(listener: (change: ConsentChange) => void): () => void {
    return this.#changes.listen(listener);
  }

  /** What the one whose session it is has answered, while they talk in it here. */
  live(sessionId: string): ConsentEntry | undefined {
    return this.#people.of(sessionId)?.get(undefined);
  }

  /** What people are asked for who talk with `agent`. */
  neededBy(agent: AgentConfig): Needed {
    return this.needs.of(agent);
  }

  /** Somebody comes in. Never rejects: what cannot be read was not answered. */
  async enter(entrant: Entrant): Promise<ConsentSeat> {
    const { door, account, isByToken = false, answers = {}, ...who } = entrant;
    const entry = this.#people.bring(who);
    const coming: Coming = { account, isByToken };
    entry.come(coming);
    await answerWithin(this.clock, PATIENCE_MS, this.#read([entry]));
    this.#change(entry, () => entry.arrive(coming), { isByCompany: true });
    for (const [kind, isGiven] of Object.entries(answers)) {
      const said = this.answer(who, kind as ConsentKind, isGiven, door);
      await said.catch((error: unknown) => this.#note(error, who.sessionId));
    }
    return new ConsentSeat({ book: this, needs: this.needs, entry, coming, door });
  }

  leave(entry: ConsentEntry, coming: Coming): void {
    const byCompany = { isByCompany: true } as const;
    this.#change(entry, () => this.#people.leave(entry, coming), byCompany);
  }

  /** Never rejects. */
  async noteAsked(
    who: StoredParticipant,
    kinds: readonly ConsentKind[],
    door: ConsentDoor,
  ): Promise<void> {
    if (kinds.length === 0) return;
    await this.store
      .ask(who, kinds, door)
      .catch((error: unknown) => this.#note(error, who.sessionId));
  }

  /**
   * A refusal counts at once, and is stored when that can be done; a yes counts once it is stored.
   * @throws what the database says where a yes cannot be stored; InvalidInputError `session_id`: the session itself is not stored.
   */
  async answer(
    who: StoredParticipant,
    kind: ConsentKind,
    isGiven: boolean,
    door: ConsentDoor,
  ): Promise<void> {
    const entry = this.#people.find(who);
    const isNewest = entry?.asked(kind) ?? (() => true);
    if (!isGiven) this.#change(entry, () => entry?.answer(kind, false, door));
    const store = () => this.store.answer(who, kind, isGiven, door);
    try {
      await (entry === undefined ? store() : entry.inOrder(store));
    } catch (error) {
      const isUnknown = errorCode(error) === NO_SUCH_SESSION;
      const isPassing = isUnknown || isDatabaseUnavailable(error);
      if (isPassing && !isGiven && entry !== undefined) return this.#note(error, who.sessionId);
      throw isUnknown ? new InvalidInputError('session_id', 'is not stored yet') : error;
    }
    // What was said meanwhile counts already, and is stored next.
    if (!isNewest()) return;
    if (isGiven) this.#change(entry, () => entry?.answer(kind, true, door));
    entry?.saved(kind);
    this.#people.settle();
  }

  /** For all sessions of a user; it counts at once in those that go on here. */
  async answerStanding(userId: string, kind: ConsentKind, isGiven: boolean): Promise<void> {
    await this.store.answerStanding(userId, kind, isGiven);
    await this.refresh();
  }

  /** Reads anew what those who are here have answered, wherever they did. Never rejects. */
  async refresh(): Promise<void> {
    await this.#saveAll();
    const { here } = this.#people;
    if (here.length > 0) await this.#read(here);
  }

  /** Of a session that is not stored, or not any more, it waits until it is. Never rejects. */
  async #saveAll(): Promise<void> {
    const { here, owing: left } = this.#people;
    const owing = [...here, ...left].filter(({ unsaved }) => unsaved.length > 0);
    if (owing.length === 0) return;
    const sessionIds = owing.map(({ who }) => who.sessionId);
    try {
      const stored = await this.store.stored([...new Set(sessionIds)]);
      for (const entry of owing) if (stored.has(entry.who.sessionId)) await this.#save(entry);
      this.#people.settle((entry) => this.#isGone(entry, stored));
    } catch (error) {
      this.#note(error, sessionIds[0]);
    }
  }

  /** What was said in an outage is stored soon after it: what is not there long after that never will be. */
  #isGone(entry: ConsentEntry, stored: ReadonlySet<string>): boolean {
    const nowMs = this.clock.nowMs();
    if (stored.has(entry.who.sessionId)) entry.missingSinceMs = undefined;
    else entry.missingSinceMs ??= nowMs;
    return nowMs - (entry.missingSinceMs ?? nowMs) >= MISSING_MS;
  }

  async #save(entry: ConsentEntry): Promise<void> {
    for (const [kind, door] of entry.unsaved) {
      const { version } = entry;
      try {
        await entry.inOrder(async () => {
          if (entry.isUnsaved(kind)) await this.store.answer(entry.who, kind, false, door);
        });
        if (entry.version === version) entry.saved(kind);
      } catch (error) {
        this.#note(error, entry.who.sessionId);
      }
    }
  }

  async #read(entries: readonly ConsentEntry[]): Promise<void> {
    const versions = new Map(entries.map((entry) => [entry, entry.version]));
    try {
      const rows = await this.store.ofSessions([
        ...new Set(entries.map((one) => one.who.sessionId)),
      ]);
      const standing = await this.#standing(entries);
      for (const entry of entries) {
        if (entry.version !== versions.get(entry)) continue;
        const stands = entry.accounts.flatMap((account) => {
          const found = standing.get(keyOfAccount(account));
          return found === undefined ? [] : [[keyOfAccount(account), found] as const];
        });
        this.#change(entry, () => entry.replace(answersOf(entry.who, rows), new Map(stands)));
      }
    } catch (error) {
      this.#note(error, entries[0]?.who.sessionId);
    }
  }

  async #standing(entries: readonly ConsentEntry[]): Promise<Standing> {
    const accounts = new Map(
      entries.flatMap((entry) => entry.accounts.map((one) => [keyOfAccount(one), one] as const)),
    );
    const found = await Promise.all(
      [...accounts].map(async ([key, account]) => {
        const stands = await this.store.standingOf(account);
        return [key, stands?.answers ?? NOTHING] as const;
      }),
    );
    return new Map(found);
  }

  #change(
    entry: ConsentEntry | undefined,
    change: () => void,
    how: Pick<ConsentChange, 'isByCompany'> = {},
  ): void {
    if (entry === undefined) return;
    const before = entry.given;
    change();
    // Of who is not here nothing is given, and that they left is told by whoever they leave.
    if (!this.#people.isHere(entry)) return;
    const after = entry.given;
    const { sessionId } = entry.who;
    const speakerId = speakerIdOf(entry.who);
    for (const kind of CONSENT_KINDS.filter((one) => before.has(one) !== after.has(one))) {
      this.#changes.tell({ sessionId, speakerId, kind, isGiven: after.has(kind), ...how });
    }
  }

  #note(error: unknown, sessionId: string | undefined): void {
    // It was deleted while they talk: that is no outage.
    if (errorCode(error) === NO_SUCH_SESSION) return;
    this.#logger.warn({ sessionId, code: errorCode(error) }, 'Consents cannot be reached');
  }
}
