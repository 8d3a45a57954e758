import { Injectable } from '@nestjs/common';
import { Clock } from '@vox/voice-core';
import * as client from 'openid-client';

import { AppConfig } from '../config';
import type { Issuer } from '../identity';
import { issuerFetch } from './issuer-fetch';
import type { LoginAttempt } from './login-attempts';

/** What a provider says of itself holds for so long, unless somebody has logged in meanwhile. */
const FOUND_FOR_MS = 5 * 60_000;

/** A provider that has failed is asked again after so long: whoever asks for a log-in does not have it asked each time. */
const FAILED_FOR_MS = 3000;

/** For each request. */
const TIMEOUT_S = 10;

/** Clocks of machines that nobody sets differ by so much, in either direction. */
export const CLOCK_TOLERANCE_S = 60;

/** The provider does not say what it has to, or not in time. */
export class ProviderDownError extends Error {
  override readonly name = 'ProviderDownError';
}

/** The provider says who it is, and that is not to be believed: another log-in's answer, a changed or an old one. */
export class LoginRefusedError extends Error {
  override readonly name = 'LoginRefusedError';
}

/** What a provider says of somebody. */
export type Claims = Readonly<Record<string, unknown>> & { readonly sub: string };

/** Somebody who comes back from the provider. */
export type Vouched = { readonly claims: Claims; readonly from: Issuer };

/** What its tokens are checked by. */
export type TokenSource = {
  readonly from: Issuer;
  /** For whom they are. */
  readonly audience: string;
  readonly keysUrl: string;
  readonly fetch: client.CustomFetch;
};

type Found = { readonly atMs: number; readonly configuration: Promise<client.Configuration> };

/**
 * The provider of OpenID Connect where people log in: authorization code with PKCE, and the ID token's signature verified
 * with the keys that the provider has at that moment.
 * @see https://openid.net/specs/openid-connect-core-1_0.html
 */
@Injectable()
export class OpenIdProvider {
  readonly #login: AppConfig['login'];
  readonly #fetch: client.CustomFetch;
  #found: Found | undefined;
  #failedAtMs = -Infinity;

  constructor(
    { login, llm }: AppConfig,
    private readonly clock: Clock,
  ) {
    this.#login = login;
    this.#fetch = issuerFetch(llm.OUTBOUND_ALLOWED_HOSTS);
  }

  /** False: people log in with links alone. */
  get isConfigured(): boolean {
    return this.#login.OIDC_ISSUER !== undefined;
  }

  /** Where somebody is sent to log in. @throws ProviderDownError */
  async authorizationUrl({ state, nonce, verifier }: LoginAttempt): Promise<string> {
    const configuration = await this.#configuration();
    return client.buildAuthorizationUrl(configuration, {
      redirect_uri: this.#callback,
      scope: this.#login.OIDC_SCOPES,
      state,
      nonce,
      code_challenge: await client.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
    }).href;
  }

  /**
   * Who comes back, as the provider says: by the ID token, and by what else it tells whoever asks with the access token.
   * @param query Of the address that the provider has sent them to.
   * @throws LoginRefusedError, ProviderDownError
   */
  async claimsOf(query: string, { state, nonce, verifier }: LoginAttempt): Promise<Vouched> {
    const configuration = await this.#configuration();
    // Its keys are remembered with it: the next log-in asks for those of that time.
    this.#found = undefined;
    try {
      const tokens = await client.authorizationCodeGrant(
        configuration,
        new URL(`${this.#callback}?${query}`),
        { expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier },
      );
      const claims = tokens.claims();
      if (claims === undefined) throw new LoginRefusedError('There is no ID token');
      this.#refuseOfTimeToCome(claims);
      const from = this.#issuer(claims.iss, configuration);
      if (configuration.serverMetadata().userinfo_endpoint === undefined) return { claims, from };
      const { access_token: accessToken } = tokens;
      const told = await client.fetchUserInfo(configuration, accessToken, claims.sub);
      return { claims: { ...told, ...claims }, from };
    } catch (error) {
      throw meaningOf(error);
    }
  }

  /** @throws ProviderDownError, also where it names no keys. */
  async tokenSource(): Promise<TokenSource> {
    const configuration = await this.#configuration();
    const { issuer, jwks_uri: keysUrl } = configuration.serverMetadata();
    if (keysUrl === undefined) throw new ProviderDownError('The provider names no keys');
    const { OIDC_CLIENT_ID: audience = '' } = this.#login;
    const from = this.#issuer(issuer, configuration);
    return { from, audience, keysUrl, fetch: this.#fetch };
  }

  /** One that is over is refused by the library; how far ahead a clock may be is left to us. */
  #refuseOfTimeToCome({ iat }: client.IDToken): void {
    const latestS = this.clock.wallMs() / 1000 + CLOCK_TOLERANCE_S;
    if (iat > latestS) throw new LoginRefusedError('The ID token is of a time to come');
  }

  /** Where many issuers are behind one address (`…/common/v2.0`), or another host's, the setting says nothing of whose people are. */
  #issuer(issuer: string, configuration: client.Configuration): Issuer {
    const { OIDC_ISSUER: setting = '' } = this.#login;
    const isOnly = configuration.serverMetadata().issuer === issuer;
    const isThere = URL.canParse(issuer) && new URL(issuer).origin === new URL(setting).origin;
    return { issuer, ...(isOnly && isThere ? { setting } : {}) };
  }

  /** Where whoever has logged out here is sent to log out there as well; undefined where the provider has no such place. */
  async logoutUrl(): Promise<string | undefined> {
    if (!this.isConfigured) return undefined;
    const configuration = await this.#configuration();
    if (configuration.serverMetadata().end_session_endpoint === undefined) return undefined;
    return client.buildEndSessionUrl(configuration, {
      post_logout_redirect_uri: `${this.#login.PUBLIC_URL ?? ''}/`,
    }).href;
  }

  get #callback(): string {
    return `${this.#login.PUBLIC_URL ?? ''}/auth/callback`;
  }

  async #configuration(): Promise<client.Configuration> {
    const nowMs = this.clock.nowMs();
    if (nowMs - this.#failedAtMs < FAILED_FOR_MS) throw new ProviderDownError('It has just failed');
    if (this.#found === undefined || nowMs - this.#found.atMs > FOUND_FOR_MS) {
      this.#found = { atMs: nowMs, configuration: this.#discover() };
    }
    try {
      return await this.#found.configuration;
    } catch (error) {
      this.#found = undefined;
      this.#failedAtMs = nowMs;
      throw new ProviderDownError('What the provider says of itself cannot be read', {
        cause: error,
      });
    }
  }

  #discover(): Promise<client.Configuration> {
    const { OIDC_ISSUER = '', OIDC_CLIENT_ID = '', OIDC_CLIENT_SECRET } = this.#login;
    const server = new URL(OIDC_ISSUER);
    const secret = OIDC_CLIENT_SECRET === undefined ? {} : { client_secret: OIDC_CLIENT_SECRET };
    return client.discovery(
      server,
      OIDC_CLIENT_ID,
      { ...secret, [client.clockTolerance]: CLOCK_TOLERANCE_S },
      authenticationWith(OIDC_CLIENT_SECRET),
      {
        timeout: TIMEOUT_S,
        [client.customFetch]: this.#fetch,
        execute: [
          client.enableNonRepudiationChecks,
          // Where it may be asked without TLS is said by `issuerFetch`.
          ...(server.protocol === 'http:' ? [allowPlain] : []),
        ],
      },
    );
  }
}

/** Marked as deprecated so that nobody takes it for granted: a provider in one's own network may have no certificate. */
const allowPlain = client.allowInsecureRequests;

/** By `client_secret_basic` where the provider takes that, which is what it takes when it says nothing (Discovery §3). */
function authenticationWith(secret: string | undefined): client.ClientAuth {
  if (secret === undefined) return client.None();
  const [basic, post] = [client.ClientSecretBasic(secret), client.ClientSecretPost(secret)];
  return (server, ...others) => {
    const taken = server.token_endpoint_auth_methods_supported ?? ['client_secret_basic'];
    return (taken.includes('client_secret_basic') ? basic : post)(server, ...others);
  };
}

/** Of these, and of what has no code, the provider is to blame, or the way to it; else what somebody has come with. */
const PROVIDERS_FAULTS: ReadonlySet<string | undefined> = new Set([
  undefined,
  'OAUTH_TIMEOUT',
  'OAUTH_ABORT',
  'OAUTH_PARSE_ERROR',
  'OAUTH_RESPONSE_IS_NOT_CONFORM',
  'OAUTH_RESPONSE_IS_NOT_JSON',
]);

function meaningOf(error: unknown): Error {
  if (error instanceof LoginRefusedError) return error;
  const isAnswer =
    error instanceof client.AuthorizationResponseError || error instanceof client.ResponseBodyError;
  const isChecked = error instanceof client.ClientError && !PROVIDERS_FAULTS.has(error.code);
  return isAnswer || isChecked
    ? new LoginRefusedError('What the provider says is not taken', { cause: error })
    : new ProviderDownError('The provider cannot be asked', { cause: error });
}
