import type { IncomingMessage } from 'node:http';

import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';

import { AppConfig, isLoopback } from '../config';
import { Identities, type Identity, WatchedIdentities } from '../identity';
import { Limits } from '../limits';
import { KnownHosts } from './known-hosts';

/**
 * Decides who may talk to the server, and says who they are.
 *
 * With VOXBRIDGE_API_KEY set, a request must carry it or another credential: `Authorization: Bearer`, `X-API-Key`, or
 * `?api_key=` where a header cannot be sent (a browser's WebSocket). Without it only this machine is served, unless
 * ALLOW_UNAUTHENTICATED says otherwise, and whoever brings nothing is an admin. Pages of other sites are kept out in either
 * case: browsers send them along with the user's own access.
 */
@Injectable()
export class AuthService implements OnModuleInit {
  readonly #logger = new Logger(AuthService.name);
  readonly #allowedOrigins: ReadonlySet<string>;
  readonly #knownHosts: KnownHosts;
  readonly #host: string;

  constructor(
    config: AppConfig,
    private readonly limits: Limits,
    private readonly identities: Identities,
    private readonly watched: WatchedIdentities,
  ) {
    const { ALLOWED_ORIGINS, HOST } = config.server;
    this.#allowedOrigins = new Set(ALLOWED_ORIGINS);
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
   * @throws CapacityError when too many wrong keys came from there just now: then none is looked at; UncheckedKeyError.
   */
  async identify(request: IncomingMessage): Promise<Identity | undefined> {
    const given = keyOf(request);
    if (given === undefined) return this.identities.unasked;
    const address = this.limits.addressOf(request);
    this.limits.failedKeys.assertMayTry(address);
    const identity = await this.identities.of(given);
    if (identity === undefined) this.limits.failedKeys.count(address, 'API key');
    return identity;
  }

  /** As `WatchedIdentities.watch`. */
  watch(identity: Identity, onGone: () => void): () => void {
    return this.watched.watch(identity, onGone);
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

function isOwnOrigin(origin: string, host: string | undefined): boolean {
  if (!URL.canParse(origin)) return false;
  const { protocol, host: ownHost } = new URL(origin);
  // Either may name the port that goes without saying.
  return URL.canParse(`${protocol}//${host}`) && new URL(`${protocol}//${host}`).host === ownHost;
}

function keyOf(request: IncomingMessage): string | undefined {
  const bearer = /^Bearer (.+)$/iu.exec(request.headers.authorization ?? '')?.[1];
  const header = request.headers['x-api-key'];
  if (bearer !== undefined) return bearer;
  if (typeof header === 'string') return header;
  const query = (request.url ?? '').split('?')[1];
  return new URLSearchParams(query).get('api_key') ?? undefined;
}
