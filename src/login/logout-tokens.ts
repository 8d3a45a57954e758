import { Injectable } from '@nestjs/common';
import { text } from '@vox/protocol';
import { Clock, entriesUpTo } from '@vox/voice-core';
import { createRemoteJWKSet, customFetch, errors, type JWTVerifyGetKey, jwtVerify } from 'jose';
import { LRUCache } from 'lru-cache';
import { z } from 'zod';

import type { ProviderSession } from '../identity';
import {
  CLOCK_TOLERANCE_S,
  LoginRefusedError,
  OpenIdProvider,
  ProviderDownError,
  type TokenSource,
} from './openid-provider';

/** Longer than what any provider signs of a session. */
const MAX_LENGTH = 16_000;

/** A provider tells of it at once. */
const MAX_AGE_S = 120;

const MAX_REMEMBERED = 10_000;

const EVENT = 'http://schemas.openid.net/event/backchannel-logout';
const LONGEST_ID = 255;

const id = text().min(1).max(LONGEST_ID);
const claimsSchema = z
  .object({
    jti: id,
    sub: id.optional(),
    sid: id.optional(),
    events: z.object({ [EVENT]: z.object({}) }),
    // An ID token is none.
    nonce: z.never().optional(),
  })
  .refine(({ sub, sid }) => sub !== undefined || sid !== undefined);

/**
 * Reads log-out tokens: by which a provider says that a session there is over, or all of somebody's.
 * @see https://openid.net/specs/openid-connect-backchannel-1_0.html
 */
@Injectable()
export class LogoutTokens {
  readonly #used: LRUCache<string, true>;
  #keys: { readonly url: string; readonly find: JWTVerifyGetKey } | undefined;

  constructor(
    private readonly provider: OpenIdProvider,
    private readonly clock: Clock,
  ) {
    const ttl = (MAX_AGE_S + 2 * CLOCK_TOLERANCE_S) * 1000;
    this.#used = new LRUCache({ ...entriesUpTo(MAX_REMEMBERED), ttl });
  }

  /**
   * Has `end` end what a token says is over, unless one like it has: what could not be ended is when the provider tells of it again.
   * @throws LoginRefusedError, ProviderDownError; what `end` throws.
   */
  async use(token: string, end: (over: ProviderSession) => Promise<void>): Promise<void> {
    if (token.length > MAX_LENGTH) throw refused();
    const source = await this.provider.tokenSource();
    const { jti, sub, sid } = await this.#claimsOf(token, source);
    if (this.#used.has(jti)) return;
    await end({
      ...source.from,
      ...(sub === undefined ? {} : { subject: sub }),
      ...(sid === undefined ? {} : { session: sid }),
    });
    this.#used.set(jti, true);
  }

  async #claimsOf(token: string, source: TokenSource): Promise<z.output<typeof claimsSchema>> {
    try {
      const { payload } = await jwtVerify(token, this.#keysOf(source), {
        issuer: source.from.issuer,
        audience: source.audience,
        clockTolerance: CLOCK_TOLERANCE_S,
        maxTokenAge: MAX_AGE_S,
        currentDate: new Date(this.clock.wallMs()),
      });
      const read = claimsSchema.safeParse(payload);
      if (!read.success) throw refused();
      return read.data;
    } catch (error) {
      if (error instanceof LoginRefusedError) throw error;
      // What cannot be fetched, or is no set of keys, is the provider's fault.
      const isTold = error instanceof errors.JOSEError && !KEYS_FAULTS.has(error.code);
      if (isTold) throw refused(error);
      throw new ProviderDownError('Its keys cannot be read', { cause: error });
    }
  }

  /** It remembers keys, and asks again for one that it does not know, but not each time. */
  #keysOf({ keysUrl, fetch }: TokenSource): JWTVerifyGetKey {
    if (this.#keys?.url !== keysUrl) {
      const ask = (url: string, { headers, signal }: { headers: Headers; signal: AbortSignal }) =>
        fetch(url, {
          method: 'GET',
          headers: Object.fromEntries(headers),
          body: undefined,
          redirect: 'manual',
          signal,
        });
      const find = createRemoteJWKSet(new URL(keysUrl), { [customFetch]: ask });
      this.#keys = { url: keysUrl, find };
    }
    return this.#keys.find;
  }
}

const KEYS_FAULTS: ReadonlySet<string> = new Set([
  errors.JOSEError.code,
  errors.JWKSInvalid.code,
  errors.JWKSTimeout.code,
]);

function refused(cause?: unknown): LoginRefusedError {
  return new LoginRefusedError('It is no log-out token of the provider', { cause });
}
