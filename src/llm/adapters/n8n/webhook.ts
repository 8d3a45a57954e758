import { type AllowedHosts, directRequest, resolvePublicAddresses } from '@vox/outbound';
import type { RequestHeader } from '@vox/voice-core';

import { failure } from './n8n-failure';

const MAX_REDIRECTS = 5;
const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);
/** These do not turn a POST into a GET. */
const KEEPS_METHOD: ReadonlySet<number> = new Set([301, 307, 308]);

export type WebhookTarget = {
  /** Without credentials. */
  readonly url: string;
  /** What it wants to be called with. */
  readonly header?: RequestHeader | undefined;
  /** The operator of the server set it: it may lead anywhere. */
  readonly isOperators: boolean;
};

export type WebhookRules = {
  /** Lets webhooks that are not the operator's lead into private networks. */
  readonly allowsPrivate: boolean;
  /** Where in private networks they may lead all the same. */
  readonly allowedHosts: AllowedHosts;
};

/**
 * Sends `body` to a webhook, as JSON.
 *
 * Redirects are followed. To another place they lead only where everybody's webhook may, whoever set this one, and
 * without what authenticates.
 * @throws InvalidInputError when the webhook leads where it may not; ProviderError when a redirect does, or fails.
 */
export async function callWebhook(
  target: WebhookTarget,
  body: string,
  signal: AbortSignal,
  rules: WebhookRules,
): Promise<Response> {
  const first = new URL(target.url);
  let url = first;
  let method: 'POST' | 'GET' = 'POST';
  for (let hops = 0; ; hops++) {
    const isSamePlace = isUpgradeOf(first, url);
    const isFree = isSamePlace && (target.isOperators || rules.allowsPrivate);
    const request = {
      method,
      headers: headersFor(url.origin === first.origin ? target.header : undefined, method),
      ...(method === 'POST' ? { body } : {}),
      signal,
    };
    const send = async () => {
      const addresses = isFree
        ? undefined
        : await resolvePublicAddresses(url.href, 'n8n_webhook_url', rules.allowedHosts);
      return directRequest(url.href, { ...request, addresses });
    };
    const response = hops === 0 ? await send() : await redirected(send, url, signal);
    const location = response.headers.get('location');
    if (!REDIRECTS.has(response.status) || location === null) return response;
    await response.body?.cancel();
    if (hops === MAX_REDIRECTS) throw failure('protocol', 'redirects without an end');
    if (!URL.canParse(location, url.href)) throw failure('protocol', 'redirects to no URL');
    const next = new URL(location, url.href);
    if (!/^https?:$/u.test(next.protocol)) throw failure('protocol', 'redirects to no web page');
    next.username = '';
    next.password = '';
    if (!KEEPS_METHOD.has(response.status) && next.hostname !== first.hostname) method = 'GET';
    url = next;
  }
}

/** The same place, or the same host by TLS. */
function isUpgradeOf(first: URL, url: URL): boolean {
  if (url.origin === first.origin) return true;
  return url.hostname === first.hostname && url.protocol === 'https:' && first.protocol === 'http:';
}

function headersFor(header: RequestHeader | undefined, method: string): Record<string, string> {
  return {
    accept: '*/*',
    'user-agent': 'VoxBridge',
    ...(method === 'POST' ? { 'content-type': 'application/json' } : {}),
    ...(header === undefined ? {} : { [header.name]: header.value }),
  };
}

/** The first request did arrive: whatever fails now must not pass for a request that was never sent. */
async function redirected(
  send: () => Promise<Response>,
  url: URL,
  signal: AbortSignal,
): Promise<Response> {
  try {
    return await send();
  } catch (error) {
    if (signal.aborted) throw error;
    const reason = error instanceof Error ? error.message : 'it failed';
    throw failure('connectivity', `redirects to ${url.host}, which cannot be asked: ${reason}`);
  }
}
