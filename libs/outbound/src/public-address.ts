import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';

import { InvalidInputError } from '@vox/voice-core';

import type { AllowedHosts } from './allowed-hosts';
import { hostOf } from './host-of';
import { isPrivateAddress } from './private-address';

/**
 * Refuses a URL that was set by a user of the server (not by its operator) and leads into a private network or to the
 * machine itself, unless it is among those that the operator allows.
 *
 * Connect to the addresses that come back, not to the name: a name may resolve anew to something else. There is at least one,
 * in the resolver's order, and a server need not listen on each.
 * @throws InvalidInputError that names `field`; its cause is the resolver's error when the host cannot be found.
 */
export async function resolvePublicAddresses(
  url: string,
  field: string,
  allowed?: AllowedHosts,
): Promise<readonly string[]> {
  const target = new URL(url);
  const host = hostOf(target);
  const addresses = isIP(host) > 0 ? [host] : await addressesOf(host, field);
  const isFound = addresses.length > 0;
  if (isFound && allowed?.has(target, addresses) === true) return addresses;
  if (!isFound || addresses.some(isPrivateAddress)) {
    throw new InvalidInputError(
      field,
      `${field}: ${host} is not a public address; OUTBOUND_ALLOWED_HOSTS lists the hosts that may be called all the same`,
    );
  }
  return addresses;
}

async function addressesOf(host: string, field: string): Promise<string[]> {
  try {
    return (await lookup(host, { all: true })).map(({ address }) => address);
  } catch (error) {
    throw Object.assign(new InvalidInputError(field, `${field}: ${host} cannot be found`), {
      cause: error,
    });
  }
}
