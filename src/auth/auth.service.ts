import type { IncomingMessage } from 'node:http';

import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';

import { AppConfig, isLoopback } from '../config';
import { Identities, type Identity, type IdentityWatch, WatchedIdentities } from '../identity';
import { Limits } from '../limits';
import { KnownHosts } from './known-hosts';
import { LoginCookies } from './login-cookies';
import { ForeignPageError, isFromOwnPage, isOwnOrigin } from './own-page';

/**
 * Decides who may talk to the server, and says who they are.
 *
 * Where it asks who comes (`asksWhoComes`), a request must carry a credential: a key or token as `Authorization: Bearer`,
 * `X-API-Key`, or `?api_key=` where a header cannot be sent (a browser's WebSocket), or the cookie of a browser in which
 * somebody is logged in. Elsewhere whoever brings nothing is an admin. Pages of other sites are kept out in either case:
 * browsers send them along with the user's own access.
 */
@Injectable()
export class AuthService implements OnModuleInit {
  readonly #logger = new Logger(AuthService.name);
  readonly #allowedOrigins: ReadonlySet<string>;
  /** Of the server's own pages, whatever a proxy calls it when it asks. */
  readonly #ownOrigins: ReadonlySet<string>;
  readonly #knownHosts: KnownHosts;
  readonly #host: string;

  constructor(
    config: AppConfig,
    private readonly limits: Limits,
    private readonly identities: Identities,
    private readonly watched: WatchedIdentities,
    private readonly cookies: LoginCookies,
  ) {
    const { ALLOWED_ORIGINS, HOST } = config.server;
    const { PUBLIC_URL } = config.login;
    this.#ownOrigins = new Set(PUBLIC_URL === undefined ? [] : [new URL(PUBLIC_URL).origin]);
    this.#allowedOrigins = new Set([...ALLOWED_ORIGINS, ...this.#ownOrigins]);
    this.#knownHosts = new KnownHosts(config);
    this.#host = HOST;
  }

  onModuleInit(): void {
    if (this.isKeyRequired || isLoopback(this.#host)) return;
    this.#logger.warn(
      `ALLOW_UNAUTHENTICATED: whoever reaches ${this.#host} may talk, read what was said and change agents`,
    );
  }

  get isKeyRequired(): boolean {
    return this.identities.isKeyRequired;
  }

  /**
   * Who sends `request`, plain or a WebSocket upgrade; undefined for nobody who is known.
   * @throws CapacityError when too many wrong keys came from there just now: then none is looked at; UncheckedKeyError;
   * ForeignPageError when nothing but the cookie of a log-in comes, and not from a page of the server.
   */
  async identify(request: IncomingMessage): Promise<Identity | undefined> {
    const given = keyOf(request);
    if (given === undefined) return (await this.#loggedIn(request)) ?? this.identities.unasked;
    const address = this.limits.addressOf(request);
    this.limits.failedKeys.assertMayTry(address);
    const identity = await this.identities.of(given);
    if (identity === undefined) this.limits.failedKeys.count(address, 'API key');
    return identity;
  }

  /** The log-in that the browser has which sends `request` from a page of the server. @throws UncheckedKeyError */
  async loginOf(request: IncomingMessage): Promise<string | undefined> {
    try {
      return (await this.#loggedIn(request))?.loginId;
    } catch (error) {
      if (error instanceof ForeignPageError) return undefined;
      throw error;
    }
  }

  /** Nobody guesses what a cookie holds, and one that is over is sent again and again: none is counted as a wrong key. */
  async #loggedIn(request: IncomingMessage): Promise<Identity | undefined> {
    const token = this.cookies.login.read(request);
    if (token === undefined) return undefined;
    if (!isFromOwnPage(request, this.#ownOrigins)) {
      throw new ForeignPageError('A page that is not the server’s sends somebody’s cookie');
    }
    return this.identities.ofLogin(token);
  }

  /** As `WatchedIdentities.watch`. */
  watch(identity: Identity, watch: IdentityWatch): () => void {
    return this.watched.watch(identity, watch);
  }

  /** False for another site's page: its Origin is not ours, or it reaches us under a name that is not ours. */
  isTrustedSource(request: IncomingMessage): boolean {
    return this.refusalOf(request) === undefined;
  }

  /** Why `request` may not come from where it does; undefined when it may. */
  refusalOf({ headers: { host, origin } }: IncomingMessage): string | undefined {
    // The browser vouches for the page, whatever name it knows us by.
    if (origin !== undefined && this.#allowedOrigins.has(origin)) return undefined;
    if (!this.#knownHosts.has(host)) {
      return 'Host: the server is not known by this name; add it to ALLOWED_HOSTS.';
    }
    if (origin === undefined || isOwnOrigin(origin, host)) return undefined;
    return 'Origin: pages from there may not use the server; see ALLOWED_ORIGINS.';
  }
}

function keyOf(request: IncomingMessage): string | undefined {
  const bearer = /^Bearer (.+)$/iu.exec(request.headers.authorization ?? '')?.[1];
  const header = request.headers['x-api-key'];
  if (bearer !== undefined) return bearer;
  if (typeof header === 'string') return header;
  const query = (request.url ?? '').split('?')[1];
  return new URLSearchParams(query).get('api_key') ?? undefined;
}
