import type { IncomingMessage } from 'node:http';
import { isIP, isIPv6, SocketAddress } from 'node:net';

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

  /**
   * Who sent `request`: the peer, or who a trusted proxy says it is, without the port of the connection. What a proxy
   * writes that is no address counts as the proxy that wrote it. Two of the same line of IPv6 are one.
   */
  of(request: IncomingMessage): string {
    const hops = [
      request.socket.remoteAddress ?? '',
      ...forwardedBy(request).map((written) => addressIn(written)),
    ];
    let client = hops[0] ?? '';
    for (const [index, hop] of hops.entries()) {
      if (isIP(hop) === 0) break;
      client = hop;
      if (!this.#isTrusted(hop, index)) break;
    }
    return isIPv6(client) ? lineOf(client) : client;
  }
}

/** The addresses of X-Forwarded-For as they are written, that of the nearest proxy's client first. */
function forwardedBy({ headers }: IncomingMessage): string[] {
  const header = headers['x-forwarded-for'] ?? '';
  const written = String(header).split(',');
  return written
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .reverse();
}

/** Without brackets and port, which some proxies write: IIS, Azure Application Gateway. */
function addressIn(written: string): string {
  const [, inBrackets, bare] = /^(?:\[([^\]]*)\](?::\d+)?|([^:]*):\d+)$/u.exec(written) ?? [];
  return inBrackets ?? bare ?? written;
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
