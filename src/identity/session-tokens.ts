import { createSecretKey, type KeyObject, randomUUID } from 'node:crypto';

import { Injectable, type OnModuleInit } from '@nestjs/common';
import { text } from '@vox/protocol';
import { Clock, DAY_MS, entriesUpTo } from '@vox/voice-core';
import { LRUCache } from 'lru-cache';
import { z } from 'zod';

import { SecretBox } from '../secrets';
import type { Identity, Scope, TokenLimits } from './identity';
import { KnownKeys } from './known-keys';
import { Logins } from './logins';
import { readClaims, signClaims } from './signed-claims';

/** What is found by scanners of secrets, and told from keys; a JWT (RFC 7519) follows. */
const START = 'voxs_';

const PURPOSE = 'session tokens';
const ISSUER = 'voxbridge';

/** Longer than any that was made here. */
const MAX_LENGTH = 6000;

/** Whoever talks comes with the same token again and again. */
const MAX_REMEMBERED = 10_000;

/** A browser's day: what is longer is a key. */
export const MAX_TOKEN_VALIDITY_MS = DAY_MS;

/** Scopes that a token may have. */
export const TOKEN_SCOPES = ['talk', 'read'] as const satisfies readonly Scope[];
export type TokenScope = (typeof TOKEN_SCOPES)[number];

const claimsSchema = z.object({
  iss: z.literal(ISSUER),
  aud: z.literal(PURPOSE),
  jti: z.uuid(),
  /** Epoch s. */
  exp: z.number(),
  /** The owner; absent: the server itself. */
  sub: z.uuid().optional(),
  /** The key that it was asked for with. */
  key: z.uuid().optional(),
  /** The log-in that it was asked for with. */
  login: z.uuid().optional(),
  scopes: z.array(z.enum(TOKEN_SCOPES)).min(1),
  user: text().min(1).max(255),
  name: text().min(1).max(255).optional(),
  agent: z.uuid().optional(),
  sessions: z.array(z.uuid()).optional(),
  max: z.number().int().min(1).optional(),
});

export type NewToken = Omit<TokenLimits, 'id'> & {
  readonly scopes: readonly TokenScope[];
  readonly validityMs: number;
};

export type MadeToken = {
  readonly id: string;
  readonly token: string;
  readonly expiresAtMs: number;
};

export function isSessionToken(credential: string): boolean {
  return credential.startsWith(START);
}

/**
 * Makes and reads session tokens: what lets a browser or a device talk for a while, so that none carries a key.
 *
 * A token is signed (HMAC-SHA256) under a key derived from the server's own secret, and holds all that it is for: reading one
 * asks the database nothing but whether the key, or log-in, that it was asked for with is still good, and that once for all of them.
 */
@Injectable()
export class SessionTokens implements OnModuleInit {
  /** Undefined until the first one is made: then there is nothing to read either. */
  #key: KeyObject | undefined;
  /** Those that SECRETS_KEY_PREVIOUS names sign nothing any more, and what they have signed holds. */
  #previousKeys: readonly KeyObject[] = [];
  readonly #read = new LRUCache<string, Identity>(entriesUpTo(MAX_REMEMBERED));

  constructor(
    private readonly secrets: SecretBox,
    private readonly keys: KnownKeys,
    private readonly logins: Logins,
    private readonly clock: Clock,
  ) {}

  async onModuleInit(): Promise<void> {
    const key = await this.secrets.findKeyFor(PURPOSE);
    this.#key = key && createSecretKey(key);
    this.#previousKeys = this.secrets.previousKeysFor(PURPOSE).map((one) => createSecretKey(one));
  }

  /** One for sessions of `caller`'s, with no more than their scopes; that is for whoever calls to see to. */
  async make(caller: Identity, { scopes, validityMs, ...limits }: NewToken): Promise<MadeToken> {
    this.#key ??= createSecretKey(await this.secrets.makeKeyFor(PURPOSE));
    const id = randomUUID();
    const untilMs = this.clock.wallMs() + Math.min(validityMs, MAX_TOKEN_VALIDITY_MS);
    // Whole seconds, as NumericDate has them; never after the key.
    const exp = Math.floor(Math.min(untilMs, caller.expiresAtMs ?? Infinity) / 1000);
    const { userId: user, userName: name, agentId: agent, sessionIds: sessions } = limits;
    const claims: z.input<typeof claimsSchema> = {
      iss: ISSUER,
      aud: PURPOSE,
      jti: id,
      exp,
      sub: caller.ownerId ?? undefined,
      key: caller.keyId,
      login: caller.loginId,
      scopes: [...scopes],
      user,
      name,
      agent,
      sessions: sessions === undefined ? undefined : [...sessions],
      max: limits.maxSessions,
    };
    return { id, token: START + signClaims(claims, this.#key), expiresAtMs: exp * 1000 };
  }

  /**
   * Whom `token` stands for; undefined when it was not made here, was changed, has expired, or its key is no longer good.
   * @throws UncheckedKeyError
   */
  async find(token: string): Promise<Identity | undefined> {
    const identity = this.#read.get(token) ?? this.#verified(token);
    if (identity === undefined) return undefined;
    this.#read.set(token, identity);
    if ((identity.expiresAtMs ?? 0) <= this.clock.wallMs()) return undefined;
    return (await this.isBacked(identity)) ? identity : undefined;
  }

  /**
   * Whether the key or log-in that a token was asked for with is still good, and may do all that the token may: people lose
   * roles. @throws UncheckedKeyError
   */
  async isBacked({ keyId, loginId, scopes }: Identity): Promise<boolean> {
    if (loginId === undefined && keyId === undefined) return true;
    const backing = await (loginId === undefined
      ? this.keys.findById(keyId ?? '')
      : this.logins.findById(loginId));
    return backing !== undefined && [...scopes].every((scope) => backing.scopes.has(scope));
  }

  #verified(token: string): Identity | undefined {
    if (token.length > MAX_LENGTH) return undefined;
    const keys = this.#key === undefined ? this.#previousKeys : [this.#key, ...this.#previousKeys];
    const claims = claimsSchema.safeParse(readClaims(token.slice(START.length), keys));
    return claims.success ? toIdentity(claims.data) : undefined;
  }
}

function toIdentity(claims: z.output<typeof claimsSchema>): Identity {
  const { jti: id, exp, sub: ownerId = null, key: keyId, login: loginId } = claims;
  const { user: userId } = claims;
  const { name: userName, agent: agentId, sessions: sessionIds, max: maxSessions } = claims;
  return {
    scopes: new Set(claims.scopes),
    ownerId,
    actor: `token ${id}`,
    ...(keyId === undefined ? {} : { keyId }),
    ...(loginId === undefined ? {} : { loginId }),
    expiresAtMs: exp * 1000,
    token: {
      id,
      userId,
      ...(userName === undefined ? {} : { userName }),
      ...(agentId === undefined ? {} : { agentId }),
      ...(sessionIds === undefined ? {} : { sessionIds }),
      ...(maxSessions === undefined ? {} : { maxSessions }),
    },
  };
}
