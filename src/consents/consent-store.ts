import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { ConsentEntity, discordUserIdIn, UserEntity } from '@vox/database';
import type { ConsentKind } from '@vox/protocol';
import { In, IsNull, Repository } from 'typeorm';

export type ConsentDoor = ConsentEntity['door'];

/** One who takes part, as the table has them. */
export type StoredParticipant = {
  readonly sessionId: string;
  readonly ownerId: string | null;
  readonly person: string;
  readonly isOwn: boolean;
};

/** The last answer of each kind; absent: none yet. */
export type Answers = ReadonlyMap<ConsentKind, boolean>;

export type StoredConsent = Pick<
  ConsentEntity,
  | 'sessionId'
  | 'person'
  | 'isOwn'
  | 'kind'
  | 'door'
  | 'askedAt'
  | 'givenAt'
  | 'withdrawnAt'
  | 'earlier'
>;

/** Whose standing answers count: an account, or whoever is known by that Discord user. */
export type Account = { readonly ownerId: string } | { readonly discordUserId: string };

/** Whose standing answers count in a session. */
export function accountOf(session: {
  readonly ownerId?: string | null | undefined;
  readonly userId: string;
}): Account | undefined {
  if (typeof session.ownerId === 'string') return { ownerId: session.ownerId };
  const discordUserId = discordUserIdIn(session.userId);
  return discordUserId === undefined ? undefined : { discordUserId };
}

/** Consents as they are kept. */
export abstract class ConsentStore {
  abstract ofSessions(sessionIds: readonly string[]): Promise<StoredConsent[]>;
  /** @returns the user's id with what stands; undefined: there is no such user. */
  abstract standingOf(
    account: Account,
  ): Promise<{ readonly userId: string; readonly answers: Answers } | undefined>;
  abstract standingRows(userId: string): Promise<StoredConsent[]>;
  /** Those of them that are stored. */
  abstract stored(sessionIds: readonly string[]): Promise<ReadonlySet<string>>;
  /** They were asked: noted, unless they were before. */
  abstract ask(
    who: StoredParticipant,
    kinds: readonly ConsentKind[],
    door: ConsentDoor,
  ): Promise<void>;
  abstract answer(
    who: StoredParticipant,
    kind: ConsentKind,
    isGiven: boolean,
    door: ConsentDoor,
  ): Promise<void>;
  /** For all sessions of a user, where they have not answered otherwise. */
  abstract answerStanding(userId: string, kind: ConsentKind, isGiven: boolean): Promise<void>;
}

/** What a row says; undefined: asked, and not answered. */
export function answerOf({
  givenAt,
  withdrawnAt,
}: Pick<StoredConsent, 'givenAt' | 'withdrawnAt'>): boolean | undefined {
  if (withdrawnAt !== null) return false;
  return givenAt === null ? undefined : true;
}

/** Their answers among those of others. */
export function answersOf(
  who: Pick<StoredParticipant, 'sessionId' | 'person' | 'isOwn'>,
  rows: readonly StoredConsent[],
): Answers {
  return new Map(
    rows.flatMap((row) => {
      const isTheirs =
        row.sessionId === who.sessionId && row.person === who.person && row.isOwn === who.isOwn;
      const answer = isTheirs ? answerOf(row) : undefined;
      return answer === undefined ? [] : [[row.kind, answer] as const];
    }),
  );
}

/**
 * In PostgreSQL. What users allow agents to remember is `users.remembers`, as it has always been; since when, and from when to
 * when before, is here.
 */
@Injectable()
export class PostgresConsentStore extends ConsentStore {
  constructor(
    @InjectRepository(ConsentEntity) private readonly rows: Repository<ConsentEntity>,
    @InjectRepository(UserEntity) private readonly users: Repository<UserEntity>,
  ) {
    super();
  }

  override ofSessions(sessionIds: readonly string[]): Promise<StoredConsent[]> {
    return this.rows.find({
      where: { sessionId: In([...sessionIds]) },
      order: { isOwn: 'DESC', person: 'ASC', kind: 'ASC' },
    });
  }

  override async standingOf(account: Account) {
    const where =
      'ownerId' in account ? { id: account.ownerId } : { discordUserId: account.discordUserId };
    const user = await this.users.findOneBy({ ...where, isActive: true });
    if (user === null) return undefined;
    const rows = await this.standingRows(user.id);
    const answers = new Map<ConsentKind, boolean>([['memory', user.remembers]]);
    for (const row of rows) {
      const answer = answerOf(row);
      if (answer !== undefined && row.kind !== 'memory') answers.set(row.kind, answer);
    }
    return { userId: user.id, answers };
  }

  override standingRows(userId: string): Promise<StoredConsent[]> {
    return this.rows.findBy({ ownerId: userId, sessionId: IsNull() });
  }

  override async stored(sessionIds: readonly string[]): Promise<ReadonlySet<string>> {
    // That they are there, and nothing of them.
    const found: { id: string }[] = await this.rows.query(
      'select id from sessions where id = any($1::uuid[])',
      [sessionIds],
    );
    return new Set(found.map(({ id }) => id));
  }

  override async ask(
    who: StoredParticipant,
    kinds: readonly ConsentKind[],
    door: ConsentDoor,
  ): Promise<void> {
    await this.rows.query(
      `insert into consents (session_id, owner_id, person, is_own, kind, door, asked_at)
       select $1, $2, $3, $4, kind, $6, now() from unnest($5::text[]) kind
       on conflict (session_id, is_own, person, kind) where session_id is not null
       do update set asked_at = coalesce(consents.asked_at, now())`,
      [who.sessionId, who.ownerId, who.person, who.isOwn, kinds, door],
    );
  }

  override async answer(
    who: StoredParticipant,
    kind: ConsentKind,
    isGiven: boolean,
    door: ConsentDoor,
  ): Promise<void> {
    await this.rows.query(
      `insert into consents (session_id, owner_id, person, is_own, kind, door, given_at, withdrawn_at)
       values ($1, $2, $3, $4, $5, $6, ${WHEN_GIVEN('$7')}, ${WHEN_NOT('$7')})
       on conflict (session_id, is_own, person, kind) where session_id is not null
       do update set ${CHANGED('$7')}, door = excluded.door`,
      [who.sessionId, who.ownerId, who.person, who.isOwn, kind, door, isGiven],
    );
  }

  override async answerStanding(
    userId: string,
    kind: ConsentKind,
    isGiven: boolean,
  ): Promise<void> {
    await this.rows.manager.transaction(async (manager) => {
      if (kind === 'memory') {
        await manager.update(UserEntity, { id: userId }, { remembers: isGiven });
      }
      await manager.query(
        `insert into consents (owner_id, is_own, kind, door, given_at, withdrawn_at)
       values ($1, true, $2, 'rest', ${WHEN_GIVEN('$3')}, ${WHEN_NOT('$3')})
       on conflict (owner_id, kind) where session_id is null
       do update set ${CHANGED('$3')}, door = excluded.door`,
        [userId, kind, isGiven],
      );
    });
  }
}

/** Whoever changes their mind more often keeps the newest of these. */
const MAX_EARLIER = 100;

// SQL, because an answer leaves the time of an earlier one as it was, in one statement.
const WHEN_GIVEN = (given: string) => `case when ${given}::boolean then now() end`;
const WHEN_NOT = (given: string) => `case when not ${given}::boolean then now() end`;
const CHANGED = (given: string) => `
  earlier = case when ${given}::boolean and consents.withdrawn_at is not null
    then case when jsonb_array_length(consents.earlier) < ${MAX_EARLIER} then consents.earlier else consents.earlier - 0 end
      || jsonb_build_array(jsonb_build_object('given_at', consents.given_at, 'withdrawn_at', consents.withdrawn_at))
    else consents.earlier end,
  given_at = case when ${given}::boolean and (consents.given_at is null or consents.withdrawn_at is not null)
    then now() else consents.given_at end,
  withdrawn_at = case when ${given}::boolean then null else coalesce(consents.withdrawn_at, now()) end`;
