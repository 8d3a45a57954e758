import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { isUniqueViolation, UserEntity } from '@vox/database';
import { IsNull, Repository } from 'typeorm';

import { AppConfig } from '../config';
import { IdentityCache, isSpellingOf, type Issuer } from '../identity';
import type { Claims } from './openid-provider';
import { roleOfClaims, verifiedEmail } from './role-of-claims';

const LONGEST_SUBJECT = 255;
const LONGEST_NAME = 255;

/** The users that people are who log in. */
@Injectable()
export class People {
  readonly #login: AppConfig['login'];

  constructor(
    @InjectRepository(UserEntity) private readonly users: Repository<UserEntity>,
    private readonly cache: IdentityCache,
    { login }: AppConfig,
  ) {
    this.#login = login;
  }

  /**
   * Whom the provider vouches for: made at their first log-in, or, where an admin has made somebody of their verified address
   * who has never logged in, that one. Their role is what the provider says each time; an owner stays one.
   * Who is stored by another spelling of the provider's name is from then on stored by its own.
   * @returns undefined for who may not come in, or is switched off.
   */
  async admit(claims: Claims, from: Issuer): Promise<UserEntity | undefined> {
    const role = roleOfClaims(claims, this.#login);
    if (role === undefined || claims.sub.length > LONGEST_SUBJECT) return undefined;
    const email = verifiedEmail(claims);
    const known = await this.#known(from, claims.sub, email);
    if (known?.isActive === false) return undefined;
    const user = known ?? this.users.create();
    Object.assign(user, {
      issuer: from.issuer,
      subject: claims.sub,
      displayName: nameOf(claims),
      role: user.role === 'owner' ? 'owner' : role,
      lastLoginAt: new Date(),
    });
    const saved = await this.#saved(user, email);
    this.cache.changed();
    return saved;
  }

  /** Null: the server itself. */
  async find(id: string | null): Promise<UserEntity | null> {
    return id === null ? null : this.users.findOneBy({ id });
  }

  /** Who runs the server: whoever logs in with a link. Made at the first time. */
  async owner(): Promise<UserEntity> {
    const where = { role: 'owner', issuer: IsNull(), isActive: true } as const;
    const known = await this.users.findOne({ where, order: { createdAt: 'ASC' } });
    const user = known ?? this.users.create({ displayName: 'Owner', role: 'owner' });
    return this.users.save(Object.assign(user, { lastLoginAt: new Date() }));
  }

  async #known(from: Issuer, subject: string, email: string | undefined) {
    const found = await this.users.find({
      where: { subject },
      order: { lastLoginAt: { direction: 'DESC', nulls: 'LAST' } },
    });
    const spelt = (spelling: string | null | undefined) =>
      found.find(({ issuer }) => issuer === spelling);
    const known =
      spelt(from.issuer) ??
      spelt(from.setting) ??
      found.find(({ issuer }) => isSpellingOf(from, issuer ?? ''));
    if (known !== undefined || email === undefined) return known ?? null;
    return this.users.findOneBy({ email, issuer: IsNull() });
  }

  /** Somebody else may have the address: then they are known without it. */
  async #saved(user: UserEntity, email: string | undefined): Promise<UserEntity> {
    const before = user.email;
    try {
      return await this.users.save(Object.assign(user, { email: email ?? before ?? null }));
    } catch (error) {
      if (!isUniqueViolation(error)) throw error;
      return this.users.save(Object.assign(user, { email: before ?? null }));
    }
  }
}

/** What people call them, as far as the provider knows. */
function nameOf({ name, preferred_username: username, email, sub }: Claims): string {
  const given = [name, username, email].find(
    (value): value is string => typeof value === 'string' && value.trim() !== '',
  );
  // Control characters are no part of a name, and one of them the database does not take.
  return (given ?? sub)
    .replaceAll(/\p{Cc}/gu, '')
    .trim()
    .slice(0, LONGEST_NAME);
}
