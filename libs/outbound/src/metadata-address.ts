import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';

import { hostOf } from './host-of';
import { Networks } from './networks';

/**
 * Where clouds keep what a machine may know of itself, its credentials among it: the link itself, where nobody has a server
 * of their own, and the addresses that single clouds have chosen otherwise. IPv4 ones also as NAT64 and 6to4 carry them.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instancedata-data-retrieval.html
 */
const METADATA = new Networks();
for (const [network, prefix] of [
  ['169.254.0.0', 16],
  ['fe80::', 10],
  ['64:ff9b::a9fe:0', 112],
  ['2002:a9fe::', 32],
  // Azure's machine agent.
  ['168.63.129.16', 32],
  ['64:ff9b::a83f:8110', 128],
  // Alibaba's.
  ['100.100.100.200', 32],
  ['64:ff9b::6464:64c8', 128],
  // Oracle's second one.
  ['192.0.0.192', 32],
  // Amazon's and Google's on IPv6.
  ['fd00:ec2::', 32],
  ['fd20:ce::254', 128],
] as const) {
  METADATA.add(network, prefix);
}

/** Whether `address` is of the link alone, or of a cloud's metadata service. */
export function isMetadataAddress(address: string): boolean {
  return METADATA.has(address);
}

/** Whether the host of `url` is such an address, or any that it resolves to is. A name that nobody knows is none. */
export async function leadsToMetadata(url: string): Promise<boolean> {
  const host = hostOf(new URL(url));
  if (isIP(host) > 0) return isMetadataAddress(host);
  try {
    return (await lookup(host, { all: true })).some(({ address }) => isMetadataAddress(address));
  } catch {
    // Not there yet, or not known from here: whoever connects asks again.
    return false;
  }
}
