import { Injectable } from '@nestjs/common';
import type { LoginMethod, UserEntity } from '@vox/database';
import type { Request, Response } from 'express';

import { AuditLog } from '../audit';
import { LoginCookies } from '../auth';
import { type Identity, Logins } from '../identity';

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
    }: { user: UserEntity; method: LoginMethod; former?: string | undefined },
  ): Promise<Identity> {
    const userAgent = request.headers['user-agent'];
    const { token, expiresAtMs } = await this.logins.begin({ userId: user.id, method, userAgent });
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

  #note(identity: Identity, action: string, targetId: string | null, details: object) {
    return this.audit.note(identity, {
      action,
      targetType: 'Access',
      targetId,
      details: { ...details },
    });
  }
}
