import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { LoginEntity, type LoginMethod, type StoredRole, UserEntity } from '@vox/database';
import { Clock } from '@vox/voice-core';
import { LessThan, Repository } from 'typeorm';

import { AppConfig } from '../config';
import { hashOfSecret, randomSecret } from '../secrets';
import { GROUPS_OF_OWNER, type GroupRole, groupsIn } from './group-role';
import { granted, type Identity, type Scope } from './identity';
import { IdentityCache } from './identity-cache';
import { isSpellingOf, type Issuer } from './issuers';
import { UseNotes } from './use-notes';

const FORM = /^[A-Za-z0-9_-]{43}$/u;
const HOUR_MS = 3_600_000;

/** What people may do who log in, by their role. */
const SCOPES_OF = {
  owner: ['admin'],
  admin: ['admin'],
  member: ['talk', 'read'],
  guest: ['talk'],
} as const satisfies Record<StoredRole, readonly Scope[]>;

export type NewLogin = {
  readonly userId: string;
  readonly method: LoginMethod;
  /** What the browser calls itself. */
  readonly userAgent: string | undefined;
  /** The session at the provider that it comes from. */
  readonly providerSession?: string | undefined;
};

/** A session at a provider, or all of somebody's there: one of the two is named. */
export type ProviderSession = Issuer & {
  readonly subject?: string;
  readonly session?: string;
};

type EndedLogin = { readonly id: string; readonly userId: string };

/** Browsers in which people are logged in: each has a secret of 256 random bits, of which the database has the hash alone. */
@Injectable()
export class Logins {
  readonly #uses: UseNotes;
  readonly #idleMs: number;
  readonly #longestMs: number;

  constructor(
    @InjectRepository(LoginEntity) private readonly logins: Repository<LoginEntity>,
    private readonly cache: IdentityCache,
    private readonly clock: Clock,
    { login }: AppConfig,
  ) {
    this.#idleMs = login.LOGIN_IDLE_HOURS * HOUR_MS;
    this.#longestMs = login.LOGIN_MAX_HOURS * HOUR_MS;
    this.#uses = new UseNotes(clock, (id, lastSeenAt) => logins.update({ id }, { lastSeenAt }));
  }

  /** Logs somebody in. @returns the browser's secret, which is told this once, with who that is from now on. */
  async begin({ userId, method, userAgent, providerSession }: NewLogin): Promise<{
    readonly token: string;
    readonly id: string;
    readonly expiresAtMs: number;
  }> {
    const nowMs = this.clock.wallMs();
    await this.logins.delete({ expiresAt: LessThan(new Date(nowMs)) });
    const token = randomSecret();
    const expiresAtMs = nowMs + this.#longestMs;
    const row = this.logins.create({
      userId,
      method,
      providerSession: providerSession ?? null,
      userAgent: userAgent?.slice(0, 255) ?? null,
      tokenHash: hashOfSecret(token),
      lastSeenAt: new Date(nowMs),
      expiresAt: new Date(expiresAtMs),
    });
    const { id } = await this.logins.save(row);
    return { token, id, expiresAtMs };
  }

  /**
   * Who is logged in with `token`; undefined when nobody is (any more), it was not used for too long, or they are switched off.
   * @throws UncheckedKeyError
   */
  async find(token: string): Promise<Identity | undefined> {
    if (!FORM.test(token)) return undefined;
    const identity = await this.#ask('login.token_hash = :value', hashOfSecret(token));
    if (identity?.loginId !== undefined) this.#uses.note(identity.loginId);
    return identity;
  }

  /** The same by its id, for what was given out on its behalf: that alone does not keep it from ending. */
  findById(id: string): Promise<Identity | undefined> {
    return this.#ask('login.id = :value', id);
  }

  /** The same, of somebody who is there: a conversation goes on by sound alone. @throws UncheckedKeyError */
  async findHere(id: string): Promise<Identity | undefined> {
    const found = await this.findById(id);
    if (found !== undefined) this.#uses.note(id);
    return found;
  }

  /** Of one user, the newest first. */
  list(userId: string): Promise<LoginEntity[]> {
    return this.#good().andWhere('login.user_id = :userId', { userId }).getMany();
  }

  /**
   * Ends one; who has come with it has to leave.
   * @param userId Whose it has to be.
   * @returns how it was begun; undefined when there is none (of theirs).
   */
  async end(id: string, userId?: string | null): Promise<LoginMethod | undefined> {
    const query = this.logins.createQueryBuilder().delete().where('id = :id', { id });
    if (userId !== undefined) query.andWhere('user_id = :userId', { userId });
    const done = await query.returning('method').execute();
    const [ended] = done.raw as { readonly method: LoginMethod }[];
    if (ended !== undefined) this.cache.changed();
    return ended?.method;
  }

  /**
   * Ends those that a session at a provider led to; who has come with them has to leave. Of a person who is named also those
   * of which it is not known which session it was.
   */
  async endAt(over: ProviderSession): Promise<EndedLogin[]> {
    const { subject, session } = over;
    const whose = this.logins.manager
      .createQueryBuilder(UserEntity, 'person')
      .select('person.id')
      .where('person.issuer = any(:issuers)', { issuers: await this.#spellingsOf(over) });
    if (subject !== undefined) whose.andWhere('person.subject = :subject', { subject });
    const query = this.logins
      .createQueryBuilder()
      .delete()
      .where("method = 'oidc'")
      .andWhere(`user_id in (${whose.getQuery()})`, whose.getParameters());
    if (session !== undefined) {
      const unknown = subject === undefined ? '' : 'or provider_session is null';
      query.andWhere(`(provider_session = :session ${unknown})`, { session });
    }
    const done = await query.returning(['id', 'userId']).execute();
    const ended = done.raw as { readonly id: string; readonly user_id: string }[];
    if (ended.length > 0) this.cache.changed();
    return ended.map(({ id, user_id: userId }) => ({ id, userId }));
  }

  /** Those by which people are stored who have logged in there. */
  async #spellingsOf(issuer: Issuer): Promise<string[]> {
    const stored = await this.logins.manager
      .createQueryBuilder(UserEntity, 'person')
      .select('distinct person.issuer', 'issuer')
      .where('person.issuer is not null')
      .getRawMany<{ readonly issuer: string }>();
    return stored.map((row) => row.issuer).filter((spelling) => isSpellingOf(issuer, spelling));
  }

  #ask(condition: string, value: string): Promise<Identity | undefined> {
    return this.cache.ask(`login ${value}`, async () => {
      const { entities, raw } = await this.#good()
        .andWhere(condition, { value })
        .addSelect('owner.role', 'role')
        .addSelect(GROUPS_OF_OWNER, 'groups')
        .getRawAndEntities<{
          readonly role: StoredRole;
          readonly groups: Record<string, GroupRole> | null;
        }>();
      const [found, about] = [entities[0], raw[0]];
      if (found === undefined || about === undefined) return undefined;
      return { ...toIdentity(found, about.role), ...groupsIn(about.groups) };
    });
  }

  #good() {
    const nowMs = this.clock.wallMs();
    return this.logins
      .createQueryBuilder('login')
      .innerJoin(UserEntity, 'owner', 'owner.id = login.user_id and owner.is_active')
      .where('login.expires_at > :now', { now: new Date(nowMs) })
      .andWhere('login.last_seen_at > :idle', { idle: new Date(nowMs - this.#idleMs) })
      .orderBy('login.created_at', 'DESC')
      .addOrderBy('login.id', 'DESC');
  }
}

function toIdentity({ id, userId, expiresAt }: LoginEntity, role: StoredRole): Identity {
  return {
    scopes: granted(SCOPES_OF[role]),
    ownerId: userId,
    actor: `login ${id}`,
    loginId: id,
    expiresAtMs: expiresAt.getTime(),
  };
}
