import { Injectable } from '@nestjs/common';
import { ApiKeyEntity, UserEntity } from '@vox/database';
import { DataSource, In } from 'typeorm';

import { AppConfig, asksWhoComes } from '../config';
import { makeLoginLink } from './login-links';

/** Gives whoever starts a server the way in, while nobody has one. */
@Injectable()
export class FirstLogin {
  constructor(
    private readonly config: AppConfig,
    private readonly database: DataSource,
  ) {}

  /**
   * A link that logs in as who runs the server; undefined where somebody can come in without one.
   * @param url Where this machine reaches the server.
   */
  async link(url: string): Promise<string | undefined> {
    const { server, login } = this.config;
    const isOtherwiseOpen =
      server.VOXBRIDGE_API_KEY !== undefined || login.OIDC_ISSUER !== undefined;
    if (isOtherwiseOpen || !asksWhoComes(this.config) || (await this.#hasAdmin())) return undefined;
    return makeLoginLink(this.database, login.PUBLIC_URL ?? url);
  }

  async #hasAdmin(): Promise<boolean> {
    const hasLoggedIn = await this.database
      .getRepository(UserEntity)
      .existsBy({ role: In(['owner', 'admin']), isActive: true });
    return hasLoggedIn || (await this.#hasAdminKey());
  }

  #hasAdminKey(): Promise<boolean> {
    return this.database
      .getRepository(ApiKeyEntity)
      .createQueryBuilder('key')
      .innerJoin(UserEntity, 'owner', 'owner.id = key.user_id and owner.is_active')
      .where("'admin' = any(key.scopes) and key.revoked_at is null")
      .andWhere('(key.expires_at is null or key.expires_at > now())')
      .getExists();
  }
}
