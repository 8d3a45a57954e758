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
 * Connect to the address that comes back, not to the name: a name may resolve anew to something else.
 * @throws InvalidInputError that names `field`; its cause is the resolver's error when the host cannot be found.
 */
export async function resolvePublicAddress(
  url: string,
  field: string,
  allowed?: AllowedHosts,
): Promise<string> {
  const target = new URL(url);
  const host = hostOf(target);
  const addresses = isIP(host) > 0 ? [host] : await addressesOf(host, field);
  const [first] = addresses;
  if (first !== undefined && allowed?.has(target, addresses) === true) return first;
  if (first === undefined || addresses.some(isPrivateAddress)) {
    throw new InvalidInputError(
      field,
      `${field}: ${host} is not a public address; OUTBOUND_ALLOWED_HOSTS lists the hosts that may be called all the same`,
    );
  }
  return first;
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
