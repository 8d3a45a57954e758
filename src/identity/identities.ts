import { createHash, timingSafeEqual } from 'node:crypto';

import { Injectable } from '@nestjs/common';
import { Clock } from '@vox/voice-core';

import { AppConfig } from '../config';
import { isApiKey } from './api-key';
import { type Identity, serverIdentity } from './identity';
import { KnownKeys } from './known-keys';
import { isSessionToken, SessionTokens } from './session-tokens';

/** Tells whom a credential stands for: the server's own key, one that somebody has made, or a token. */
@Injectable()
export class Identities {
  readonly #serverKey: Buffer | undefined;

  constructor(
    config: AppConfig,
    private readonly keys: KnownKeys,
    private readonly tokens: SessionTokens,
    private readonly clock: Clock,
  ) {
    const { VOXBRIDGE_API_KEY } = config.server;
    this.#serverKey = VOXBRIDGE_API_KEY === undefined ? undefined : digest(VOXBRIDGE_API_KEY);
  }

  /** False: whoever brings nothing is an admin. */
  get isKeyRequired(): boolean {
    return this.#serverKey !== undefined;
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

  /** Whether somebody who came in a while ago might come in now. @throws UncheckedKeyError */
  async isStillGood({ expiresAtMs = Infinity, keyId }: Identity): Promise<boolean> {
    if (expiresAtMs <= this.clock.wallMs()) return false;
    return keyId === undefined || (await this.keys.findById(keyId)) !== undefined;
  }
}

/** Equal lengths for the comparison, whatever was sent. */
function digest(value: string): Buffer {
  return createHash('sha256').update(value).digest();
}
