import type { IncomingMessage } from 'node:http';
import { isIPv6, SocketAddress } from 'node:net';

import proxyAddress from 'proxy-addr';

/** One line of the Internet has a /64 of IPv6 (RFC 6177): its addresses count as one. */
const IPV6_GROUPS = 4;

/** Tells who clients are, by addresses. */
export class ClientAddresses {
  readonly #isTrusted: (address: string, index: number) => boolean;

  /** @param trustedProxies Addresses, networks and names that proxy-addr knows. */
  constructor(trustedProxies: readonly string[]) {
    this.#isTrusted = proxyAddress.compile([...trustedProxies]);
  }

  /** Who sent `request`: the peer, or who a trusted proxy says it is. Two of the same line of IPv6 are one. */
  of(request: IncomingMessage): string {
    const address = proxyAddress(request, this.#isTrusted);
    return isIPv6(address) ? lineOf(address) : address;
  }
}

function lineOf(address: string): string {
  const [, ipv4] = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/iu.exec(address) ?? [];
  if (ipv4 !== undefined) return ipv4;
  const [head = '', tail] = new SocketAddress({ address, family: 'ipv6' }).address.split('::');
  const groups = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = Array.from({ length: 8 - groups.length - after.length }, () => '0');
  return `${[...groups, ...zeros, ...after].slice(0, IPV6_GROUPS).join(':')}::/64`;
}
