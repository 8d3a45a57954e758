import dns from 'node:dns';
import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';

import { ProviderError } from '@vox/voice-core';

import { directRequest, type DirectRequest } from './direct-request';
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
 * Connections are kept for the next request.
 * @throws ProviderError `invalid-request` where it may not connect.
 */
export function guardedFetch(id: ProviderId): Fetch {
  const options = { keepAlive: true, timeout: KEPT_IDLE_MS };
  const agents = { http: new HttpAgent(options), https: new HttpsAgent(options) };
  return async (input, init = {}) => {
    const url = new URL(input instanceof Request ? input.url : input);
    const { lookup } = guardedConnection(id, url.href);
    return directRequest(url.href, {
      method: init.method?.toUpperCase() === 'POST' ? 'POST' : 'GET',
      ...(await contentOf(init)),
      signal: init.signal ?? new AbortController().signal,
      agent: url.protocol === 'https:' ? agents.https : agents.http,
      lookup,
    });
  };
}

/**
 * What a socket to `url` is opened with, under the same rule as `guardedFetch`.
 * @throws ProviderError `invalid-request` where it may not connect.
 */
export function guardedConnection(id: ProviderId, url: string): GuardedConnection {
  return connectionButToMetadata(url, (host) => refused(id, host));
}

/**
 * What a socket to `url` is opened with: anywhere but to a metadata service.
 * @throws what `refuse` makes of the host, here or when the connection is made.
 */
export function connectionButToMetadata(
  url: string,
  refuse: (host: string) => Error,
): GuardedConnection {
  const host = hostOf(new URL(url));
  // No resolver is asked for what is an address already.
  if (isIP(host) > 0 && isMetadataAddress(host)) throw refuse(host);
  return { lookup: guardedLookup(refuse) };
}

export type GuardedConnection = { readonly lookup: LookupFunction };

/** Forms are written out as fetch writes them, with the header that says where their parts begin. */
async function contentOf({
  body,
  headers,
}: RequestInit): Promise<Pick<DirectRequest, 'headers' | 'body'>> {
  const given = Object.fromEntries(new Headers(headers));
  if (body === undefined || body === null) return { headers: given };
  if (typeof body === 'string') return { headers: given, body };
  const written = new Response(body, { headers: given });
  return {
    headers: Object.fromEntries(written.headers),
    body: new Uint8Array(await written.arrayBuffer()),
  };
}

/** The resolver's answer, unless any address in it may not be connected to. */
function guardedLookup(refuse: (host: string) => Error): LookupFunction {
  return (host, options, done) => {
    dns.lookup(host, options, (error, found, family) => {
      const addresses = Array.isArray(found) ? found.map(({ address }) => address) : [found];
      if (error === null && addresses.some(isMetadataAddress)) done(refuse(host), found, family);
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
