import { Injectable } from '@nestjs/common';
import type { LoginMethod, UserEntity } from '@vox/database';
import type { Request, Response } from 'express';

import { AuditLog } from '../audit';
import { LoginCookies } from '../auth';
import { type Identity, Logins, type ProviderSession } from '../identity';

/** Logs people in and out in their browsers: the row, the cookie, and the line on record. */
@Injectable()
export class BrowserEntry {
  constructor(
    private readonly logins: Logins,
    private readonly cookies: LoginCookies,
    private readonly audit: AuditLog,
  ) {}

  /**
   * Logs `user` in with a secret that nobody had before, whatever the browser came with.
   * @param former The log-in of this browser that ends with it.
   */
  async enter(
    request: Request,
    response: Response,
    {
      user,
      method,
      former,
      providerSession,
    }: {
      user: UserEntity;
      method: LoginMethod;
      former?: string | undefined;
      providerSession?: string | undefined;
    },
  ): Promise<Identity> {
    const userAgent = request.headers['user-agent'];
    const begun = { userId: user.id, method, userAgent, providerSession };
    const { token, expiresAtMs } = await this.logins.begin(begun);
    if (former !== undefined) await this.logins.end(former);
    this.cookies.login.set(response, token, { expires: new Date(expiresAtMs) });
    const identity = await this.logins.find(token);
    if (identity === undefined) throw new Error('Who has just logged in is not known');
    await this.#note(identity, 'logIn', identity.loginId ?? null, { method });
    return identity;
  }

  /** Ends `caller`'s log-in in this browser. @returns how they had logged in; undefined where they had not. */
  async leave(caller: Identity, response: Response): Promise<LoginMethod | undefined> {
    this.cookies.login.clear(response);
    if (caller.loginId === undefined || caller.token !== undefined) return undefined;
    const method = await this.logins.end(caller.loginId, caller.ownerId);
    if (method !== undefined) await this.#note(caller, 'logOut', caller.loginId, { method });
    return method;
  }

  /** Ends what is over at the provider. */
  async endAt(over: ProviderSession): Promise<void> {
    for (const { id, userId } of await this.logins.endAt(over)) {
      const provider = { ownerId: userId, actor: 'provider of log-in' };
      await this.#note(provider, 'logOut', id, { method: 'oidc' });
    }
  }

  #note(
    identity: Pick<Identity, 'ownerId' | 'actor'>,
    action: string,
    targetId: string | null,
    details: object,
  ) {
    return this.audit.note(identity, {
      action,
      targetType: 'Access',
      targetId,
      details: { ...details },
    });
  }
}
