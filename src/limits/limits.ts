import type { IncomingMessage } from 'node:http';

import { Injectable } from '@nestjs/common';
import { Clock } from '@vox/voice-core';

import { AppConfig } from '../config';
import { ClientAddresses } from './client-address';
import { FailedKeys } from './failed-keys';
import { RateLimit } from './rate-limit';
import { TokenBucket } from './token-bucket';

/** Some sentences typed ahead of the conversation. */
const TEXT_BURST = 10;

/** What somebody came with, wherever from: a key, also by a token that was asked for with it, or a log-in. */
export type KnownClient = { readonly keyId?: string; readonly loginId?: string };

/** What one client may do how often. Held in this process: another one of the same database counts for itself. */
@Injectable()
export class Limits {
  readonly failedKeys: FailedKeys;
  readonly requests: RateLimit;
  readonly sessionStarts: RateLimit;
  readonly startTimeoutMs: number;
  readonly maxSocketsPerAddress: number;
  readonly #addresses: ClientAddresses;
  readonly #textsPerMinute: number;

  constructor(
    { limits, server }: AppConfig,
    private readonly clock: Clock,
  ) {
    this.failedKeys = new FailedKeys(limits.FAILED_KEYS_PER_MINUTE, clock);
    this.requests = new RateLimit(evenly(limits.REQUESTS_PER_MINUTE), clock);
    this.sessionStarts = new RateLimit(evenly(limits.SESSION_STARTS_PER_MINUTE), clock);
    this.startTimeoutMs = limits.SOCKET_START_TIMEOUT_MS;
    this.maxSocketsPerAddress = limits.MAX_SOCKETS_PER_ADDRESS ?? 2 * server.MAX_SESSIONS;
    this.#addresses = new ClientAddresses(limits.TRUSTED_PROXIES);
    this.#textsPerMinute = limits.TEXT_MESSAGES_PER_MINUTE;
  }

  /** The same limits hold for a key, or a log-in, from all addresses together: counted under this. Undefined for who has neither. */
  keyOf({ keyId, loginId }: KnownClient): string | undefined {
    if (keyId !== undefined) return `key ${keyId}`;
    return loginId === undefined ? undefined : `log-in ${loginId}`;
  }

  addressOf(request: IncomingMessage): string {
    return this.#addresses.of(request);
  }

  /** For one connection. */
  textMessages(): TokenBucket {
    const perMinute = this.#textsPerMinute;
    return new TokenBucket({ burst: Math.min(TEXT_BURST, perMinute), perMinute }, this.clock);
  }
}

/** All of a minute's may come at once. */
function evenly(perMinute: number) {
  return { burst: perMinute, perMinute };
}
