import { AsyncLocalStorage } from 'node:async_hooks';
import { createPrivateKey, generateKeyPairSync, type JsonWebKey, randomUUID } from 'node:crypto';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { type JWTPayload, SignJWT } from 'jose';
import Provider, { type Configuration, type JWK } from 'oidc-provider';

/** What the provider knows of its people, by the name that they log in with. */
export type Accounts = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

export type ProviderOptions = {
  readonly accounts: Accounts;
  /** Of the server that sends people here. */
  readonly publicUrl: string;
  readonly secret?: string;
  /** By which browsers know it; another site than 127.0.0.1 when it is localhost. */
  readonly host?: '127.0.0.1' | 'localhost';
};

export const CLIENT_ID = 'voxbridge';

/** What its page asks people to press, beside the form. */
const CONFIRM = '<button form="op.logoutForm" name="logout" value="yes">Log out</button>';

/** By how much the clock is wrong for whoever asks it in this context. */
const skewMs = new AsyncLocalStorage<number>();
const rightClock = Date.now;

/** A real provider of OpenID Connect on loopback, with its own pages for log-in, where any password does. */
export class TestOidcProvider {
  #provider: RequestListener;
  #isDown = false;
  /** Its clock is ahead by so much; behind, where it is less than nothing. */
  skewMs = 0;
  idTokenTtlS = 600;
  #key = newKey();
  /** Requests by their paths. */
  readonly asked: string[] = [];

  private constructor(
    private readonly server: Server,
    readonly issuer: string,
    private readonly options: ProviderOptions,
  ) {
    this.#provider = this.#made();
    Date.now = () => rightClock() + (skewMs.getStore() ?? 0);
    server.on('request', (request, response) => {
      this.asked.push(`${request.method} ${request.url?.split('?')[0]}`);
      if (this.#isDown) return void request.socket.destroy();
      skewMs.run(this.skewMs, () => this.#provider(request, response));
    });
  }

  static async start(options: ProviderOptions): Promise<TestOidcProvider> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    return new TestOidcProvider(server, `http://${options.host ?? '127.0.0.1'}:${port}`, options);
  }

  /** From now on it signs with another key, and has forgotten the one before, and who was logged in. */
  rotate(): void {
    this.#key = newKey();
    this.#provider = this.#made();
  }

  /** `claims` as it would sign them, or whoever has `key`. */
  signed(claims: JWTPayload, key: JWK = this.#key): Promise<string> {
    const header = { alg: 'RS256', kid: String(this.#key.kid) };
    const signer = createPrivateKey({ key: key as JsonWebKey, format: 'jwk' });
    return new SignJWT(claims).setProtectedHeader(header).sign(signer);
  }

  /** From now on it answers nobody, or again. */
  set isDown(isDown: boolean) {
    this.#isDown = isDown;
  }

  async close(): Promise<void> {
    Date.now = rightClock;
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  #made(): RequestListener {
    const { accounts, publicUrl, secret } = this.options;
    const configuration: Configuration = {
      clients: [
        {
          client_id: CLIENT_ID,
          ...(secret === undefined
            ? { token_endpoint_auth_method: 'none' }
            : { client_secret: secret }),
          redirect_uris: [`${publicUrl}/auth/callback`],
          post_logout_redirect_uris: [`${publicUrl}/`],
          backchannel_logout_uri: `${publicUrl}/auth/backchannel-logout`,
          backchannel_logout_session_required: true,
          grant_types: ['authorization_code'],
          response_types: ['code'],
        },
      ],
      claims: {
        openid: ['sub'],
        email: ['email', 'email_verified'],
        profile: ['name'],
        groups: ['groups'],
      },
      scopes: ['openid', 'email', 'profile', 'groups'],
      cookies: { keys: [randomUUID()] },
      features: {
        backchannelLogout: { enabled: true },
        rpInitiatedLogout: {
          logoutSource: (context, form) => void (context.body = form + CONFIRM),
        },
      },
      // Its own refuses to ask this machine.
      fetch: (url, { signal = null, method = 'GET', headers = {}, body = null } = {}) =>
        fetch(url, { signal, method, headers, body }),
      jwks: { keys: [this.#key] },
      ttl: {
        Interaction: 600,
        Session: 600,
        Grant: 600,
        AccessToken: 600,
        IdToken: () => this.idTokenTtlS,
      },
      findAccount: (_context, id) => ({
        accountId: id,
        claims: () => ({ sub: id, ...accounts[id] }),
      }),
    };
    const answer = quietly(() => new Provider(this.issuer, configuration)).callback();
    return (request, response) => void answer(request, response);
  }
}

/** It warns of what is for tests alone: its memory, and its pages. */
function quietly<T>(make: () => T): T {
  const warnings = jest.spyOn(console, 'warn').mockReturnValue();
  try {
    return make();
  } finally {
    warnings.mockRestore();
  }
}

export function newKey(): JWK {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return {
    ...privateKey.export({ format: 'jwk' }),
    kid: randomUUID(),
    alg: 'RS256',
    use: 'sig',
  };
}
