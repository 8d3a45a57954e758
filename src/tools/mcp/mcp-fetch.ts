import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';

import type { FetchLike } from '@modelcontextprotocol/client';
import { type AllowedHosts, directRequest, resolvePublicAddresses } from '@vox/outbound';

import { limitedAnswer } from './limited-answer';

/** Shorter than servers keep a connection that nobody uses (5 s is common): one that is closed just now serves nobody. */
const KEPT_IDLE_MS = 4000;
const METHODS = ['GET', 'POST', 'DELETE'] as const;

export type McpFetch = { readonly fetch: FetchLike; readonly close: () => void };

/** What may be asked: all there is where `allowsPrivate`. */
export type AddressRules = { readonly allowsPrivate: boolean; readonly allowed: AllowedHosts };

/**
 * A fetch for one server that somebody has named: each request goes to an address that was looked at, and none into a private
 * network that is not allowed. Redirects come back as they are, and answers no further than they may be long. Connections are kept
 * for the next request, until `close`.
 */
export function mcpFetch({ allowsPrivate, allowed }: AddressRules): McpFetch {
  const options = { keepAlive: true, timeout: KEPT_IDLE_MS };
  const agents = { http: new HttpAgent(options), https: new HttpsAgent(options) };
  return {
    fetch: async (input, init = {}) => {
      const { href, host, protocol } = new URL(input);
      const addresses = allowsPrivate
        ? undefined
        : await resolvePublicAddresses(href, 'url', allowed);
      const { signal } = init;
      const body = typeof init.body === 'string' ? init.body : undefined;
      const answer = await directRequest(href, {
        method: METHODS.find((method) => method === init.method?.toUpperCase()) ?? 'GET',
        headers: Object.fromEntries(new Headers(init.headers)),
        ...(body === undefined ? {} : { body }),
        signal: signal ?? new AbortController().signal,
        agent: protocol === 'https:' ? agents.https : agents.http,
        addresses,
      });
      return limitedAnswer(answer, host, body);
    },
    close: () => {
      agents.http.destroy();
      agents.https.destroy();
    },
  };
}
