import dns from 'node:dns';
import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';

import { ProviderError } from '@vox/voice-core';

import { directRequest } from './direct-request';
import { hostOf } from './host-of';
import { isMetadataAddress } from './metadata-address';
import type { ProviderId } from './provider';
import type { Fetch } from './watched-fetch';

/** Shorter than servers keep a connection that nobody uses (5 s is common): one that is closed just now serves nobody. */
const KEPT_IDLE_MS = 4000;

/**
 * A fetch for servers that people have named, wherever they are, but not a cloud's metadata service: neither by its
 * address, nor by a name that leads there when the connection is made. Redirects are not followed: they come back as they
 * are, so that no key goes to another host.
 *
 * Bodies of requests are text. Connections are kept for the next request.
 * @throws ProviderError `invalid-request` where it may not connect.
 */
export function guardedFetch(id: ProviderId): Fetch {
  const options = { keepAlive: true, timeout: KEPT_IDLE_MS };
  const agents = { http: new HttpAgent(options), https: new HttpsAgent(options) };
  return async (input, init = {}) => {
    const url = new URL(input instanceof Request ? input.url : input);
    const host = hostOf(url);
    // No resolver is asked for what is an address already.
    if (isIP(host) > 0 && isMetadataAddress(host)) throw refused(id, host);
    return directRequest(url.href, {
      method: init.method?.toUpperCase() === 'POST' ? 'POST' : 'GET',
      headers: Object.fromEntries(new Headers(init.headers)),
      ...(typeof init.body === 'string' ? { body: init.body } : {}),
      signal: init.signal ?? new AbortController().signal,
      agent: url.protocol === 'https:' ? agents.https : agents.http,
      lookup: guardedLookup(id),
    });
  };
}

/** The resolver's answer, unless any address in it may not be connected to. */
function guardedLookup(id: ProviderId): LookupFunction {
  return (host, options, done) => {
    dns.lookup(host, options, (error, found, family) => {
      const addresses = Array.isArray(found) ? found.map(({ address }) => address) : [found];
      if (error === null && addresses.some(isMetadataAddress))
        done(refused(id, host), found, family);
      else done(error, found, family);
    });
  };
}

function refused({ kind, provider }: ProviderId, host: string): ProviderError {
  return new ProviderError(
    `${provider}: ${host} is an address of the link alone or of a metadata service, which is not asked`,
    { kind, provider, category: 'invalid-request' },
  );
}
