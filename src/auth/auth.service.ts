import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

import { Injectable } from '@nestjs/common';

import { AppConfig } from '../config';

const LOOPBACK_HOSTS = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * Decides who may talk to the server.
 *
 * With VOXBRIDGE_API_KEY set, a request must carry it: `Authorization: Bearer`, `X-API-Key`, or `?api_key=`
 * where a header cannot be sent (a browser's WebSocket). Without a key only this machine is served, and pages of
 * other sites are kept out in either case: browsers send them along with the user's own access.
 */
@Injectable()
export class AuthService {
  readonly #keyDigest: Buffer | undefined;
  readonly #allowedOrigins: ReadonlySet<string>;
  readonly #isLoopback: boolean;

  constructor(config: AppConfig) {
    const { VOXBRIDGE_API_KEY, ALLOWED_ORIGINS, HOST } = config.server;
    this.#keyDigest = VOXBRIDGE_API_KEY === undefined ? undefined : digest(VOXBRIDGE_API_KEY);
    this.#allowedOrigins = new Set(
      (ALLOWED_ORIGINS ?? '').split(',').map((origin) => origin.trim()),
    );
    this.#isLoopback = LOOPBACK_HOSTS.has(HOST) || HOST === '::1';
  }

  get isKeyRequired(): boolean {
    return this.#keyDigest !== undefined;
  }

  /** Whether `request`, plain or a WebSocket upgrade, comes from where it may and carries the key. */
  authorize(request: IncomingMessage): boolean {
    return this.isTrustedSource(request) && this.hasKey(request);
  }

  hasKey(request: IncomingMessage): boolean {
    if (this.#keyDigest === undefined) return true;
    const given = keyOf(request);
    return given !== undefined && timingSafeEqual(digest(given), this.#keyDigest);
  }

  /**
   * False for another site's page (its Origin is not ours) and, on a loopback server without a key, for a
   * Host that is not this machine's name: DNS rebinding makes another site's page look like our own.
   */
  isTrustedSource(request: IncomingMessage): boolean {
    const { host, origin } = request.headers;
    const isAllowed = origin !== undefined && this.#allowedOrigins.has(origin);
    if (this.#isLoopback && this.#keyDigest === undefined && !isAllowed && !isLoopbackHost(host))
      return false;
    if (origin === undefined || isAllowed) return true;
    return URL.canParse(origin) && new URL(origin).host === host;
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

function isLoopbackHost(host: string | undefined): boolean {
  return host !== undefined && LOOPBACK_HOSTS.has(host.replace(/:\d+$/u, ''));
}

/** Equal lengths for the comparison, whatever was sent. */
function digest(value: string): Buffer {
  return createHash('sha256').update(value).digest();
}
