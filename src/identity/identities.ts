import { createHash, timingSafeEqual } from 'node:crypto';

import { Injectable } from '@nestjs/common';
import { Clock } from '@vox/voice-core';

import { AppConfig, asksWhoComes } from '../config';
import { isApiKey } from './api-key';
import { type Identity, serverIdentity } from './identity';
import { KnownKeys } from './known-keys';
import { Logins } from './logins';
import { isSessionToken, SessionTokens } from './session-tokens';

/** Tells whom a credential stands for: the server's own key, one that somebody has made, or a token. */
@Injectable()
export class Identities {
  /** False: whoever brings nothing is an admin. */
  readonly isKeyRequired: boolean;
  readonly #serverKey: Buffer | undefined;

  constructor(
    config: AppConfig,
    private readonly keys: KnownKeys,
    private readonly tokens: SessionTokens,
    private readonly logins: Logins,
    private readonly clock: Clock,
  ) {
    this.isKeyRequired = asksWhoComes(config);
    const { VOXBRIDGE_API_KEY } = config.server;
    this.#serverKey = VOXBRIDGE_API_KEY === undefined ? undefined : digest(VOXBRIDGE_API_KEY);
  }

  /** Who brings nothing; undefined where that is not enough. */
  get unasked(): Identity | undefined {
    return this.isKeyRequired ? undefined : serverIdentity('no key needed');
  }

  /**
   * Undefined: nobody's. What is one of our own kinds is held to it also where none is needed.
   * @throws UncheckedKeyError
   */
  async of(credential: string): Promise<Identity | undefined> {
    if (this.#serverKey !== undefined && timingSafeEqual(digest(credential), this.#serverKey)) {
      return serverIdentity('server key');
    }
    if (isSessionToken(credential)) return this.tokens.find(credential);
    return isApiKey(credential) ? this.keys.find(credential) : this.unasked;
  }

  /** Whom the cookie of a browser stands for in which somebody is logged in. @throws UncheckedKeyError */
  ofLogin(token: string): Promise<Identity | undefined> {
    return this.logins.find(token);
  }

  /**
   * Who somebody is now who came in a while ago: they may be in other groups. Undefined when they might not come in any
   * more, or might do less.
   * @throws UncheckedKeyError
   */
  async now(identity: Identity): Promise<Identity | undefined> {
    const { expiresAtMs = Infinity, scopes } = identity;
    if (expiresAtMs <= this.clock.wallMs()) return undefined;
    const now = await this.#ask(identity);
    return now !== undefined && [...scopes].every((scope) => now.scopes.has(scope))
      ? now
      : undefined;
  }

  async #ask(identity: Identity): Promise<Identity | undefined> {
    const { keyId, loginId, token } = identity;
    if (token !== undefined) return (await this.tokens.isBacked(identity)) ? identity : undefined;
    if (loginId !== undefined) return this.logins.findHere(loginId);
    return keyId === undefined ? identity : this.keys.findById(keyId);
  }
}

/** Equal lengths for the comparison, whatever was sent. */
function digest(value: string): Buffer {
  return createHash('sha256').update(value).digest();
}
