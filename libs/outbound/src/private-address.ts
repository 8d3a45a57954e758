import os from 'node:os';

import { Networks, plainAddress } from './networks';

/**
 * Addresses that are nobody's place on the public internet: all of IANA's special-purpose registry, multicast and what is
 * reserved.
 * @see https://www.iana.org/assignments/iana-ipv4-special-registry
 */
const SPECIAL_IPV4 = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  // The link itself, and with it the metadata services of clouds.
  ['169.254.0.0', 16],
  // Azure's machine agent, on every machine there.
  ['168.63.129.16', 32],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.31.196.0', 24],
  ['192.52.193.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['192.175.48.0', 24],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const;

/**
 * The same of IPv6, where only 2000::/3 is given out: all outside it is special (loopback, NAT64, discard, SRv6, local,
 * multicast).
 * @see https://www.iana.org/assignments/iana-ipv6-special-registry
 */
const SPECIAL_IPV6 = [
  ['::', 3],
  ['4000::', 2],
  ['8000::', 1],
  // Protocols' own, among them Teredo, which carries an IPv4 address, benchmarks and ORCHIDs.
  ['2001::', 23],
  ['2001:db8::', 32],
  // 6to4 carries an IPv4 address, which may be a private one.
  ['2002::', 16],
  ['2620:4f:8000::', 48],
  ['3fff::', 20],
] as const;

const SPECIAL = new Networks();
for (const [network, prefix] of [...SPECIAL_IPV4, ...SPECIAL_IPV6]) SPECIAL.add(network, prefix);

/** Whether `address` leads anywhere but to a public place: a private or special network, or this very machine. */
export function isPrivateAddress(address: string): boolean {
  return SPECIAL.has(address) || isOwnAddress(plainAddress(address));
}

/** One of this machine's addresses, which may be public: no firewall stands before it from inside. */
function isOwnAddress(plain: string): boolean {
  // Asked each time: addresses come and go with networks.
  return Object.values(os.networkInterfaces()).some((addresses) =>
    addresses?.some(({ address }) => plainAddress(address) === plain),
  );
}
