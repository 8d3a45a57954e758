import { lookup } from 'node:dns/promises';
import { BlockList, isIP } from 'node:net';

import { InvalidInputError } from '@vox/voice-core';

/** Addresses that are not on the public internet: RFC 1918, 4193, 3927, 6598, 6890, loopback, multicast. */
const PRIVATE = new BlockList();
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 3],
] as const) {
  PRIVATE.addSubnet(network, prefix, 'ipv4');
}
for (const [network, prefix] of [
  // Unspecified, loopback and the IPv4-compatible form.
  ['::', 96],
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  // Teredo and 6to4 carry an IPv4 address, which may be a private one.
  ['2001::', 32],
  ['2002::', 16],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const) {
  PRIVATE.addSubnet(network, prefix, 'ipv6');
}

export function isPrivateAddress(address: string): boolean {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/iu.exec(address)?.[1];
  if (mapped !== undefined) return PRIVATE.check(mapped, 'ipv4');
  return PRIVATE.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
}

/**
 * Refuses a URL that was set by a user of the server (not by its operator) and leads into a private network.
 *
 * Connect to the address that comes back, not to the name: a name may resolve anew to something else.
 * @throws InvalidInputError that names `field`.
 */
export async function resolvePublicAddress(url: string, field: string): Promise<string> {
  const host = new URL(url).hostname.replace(/^\[|\]$/gu, '');
  const addresses = isIP(host) > 0 ? [host] : await addressesOf(host, field);
  const [first] = addresses;
  if (first === undefined || addresses.some(isPrivateAddress)) {
    throw new InvalidInputError(field, `${field}: ${host} is not a public address`);
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
