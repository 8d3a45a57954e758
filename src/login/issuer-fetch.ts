import {
  type AllowedHosts,
  directRequest,
  isPrivateAddress,
  resolvePublicAddresses,
} from '@vox/outbound';
import { InvalidInputError } from '@vox/voice-core';
import type { CustomFetch } from 'openid-client';

/**
 * How the provider is asked: at a public address, or at one that OUTBOUND_ALLOWED_HOSTS has, also where its own
 * documents lead; without TLS in a private network alone. Redirects are not followed.
 * @throws InvalidInputError `OIDC_ISSUER` where it may not be asked.
 */
export function issuerFetch(allowed: AllowedHosts): CustomFetch {
  return async (url, { method, headers, body, signal }) => {
    const addresses = await resolvePublicAddresses(url, 'OIDC_ISSUER', allowed);
    if (url.startsWith('http:') && !addresses.every(isPrivateAddress)) {
      throw new InvalidInputError('OIDC_ISSUER', 'is asked without TLS in a private network alone');
    }
    return directRequest(url, {
      method: method === 'POST' ? 'POST' : 'GET',
      headers,
      ...(body === undefined || body === null ? {} : { body: await textOf(body) }),
      signal: signal ?? new AbortController().signal,
      addresses,
    });
  };
}

function textOf(body: NonNullable<RequestInit['body']>): Promise<string> {
  return new Response(body).text();
}
