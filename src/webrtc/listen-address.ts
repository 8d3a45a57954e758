import { type NetworkInterfaceInfo, networkInterfaces } from 'node:os';

import type { AppConfig } from '../config';

export type ListenAddress = { readonly ip: string; readonly announcedAddress?: string };

/**
 * Where media listens, and what browsers are told about it. The server does without `alsoIps` where they cannot be had.
 */
export type ListenAddresses = ListenAddress & { readonly alsoIps: readonly string[] };

type Interfaces = ReturnType<typeof networkInterfaces>;

/** Each is two sockets and two candidates, and a machine with containers has dozens of addresses. */
const MAX_ALSO_PER_FAMILY = 2;

/** fe80::/10 says nothing without the name of an interface (RFC 4291 §2.5.6). */
const LINK_LOCAL = /^fe[89ab]/iu;

/**
 * Nobody can send to `0.0.0.0`, so when every address is listened on and none is announced, the first one of this machine that
 * others can reach is; a host behind NAT must be told its own.
 *
 * Firefox pairs no address with 127.0.0.1 or ::1 (it gathers no loopback candidates of its own, `media.peerconnection.ice.loopback`
 * or not), so a server on loopback takes media on the machine's own addresses as well, as long as nobody says where it is to listen.
 * Media is still let in by its ICE and DTLS credentials only, which are given out on loopback.
 */
export function listenAddresses(
  config: Pick<AppConfig, 'webrtc' | 'server'>,
  interfaces: Interfaces = networkInterfaces(),
): ListenAddresses {
  const { WEBRTC_LISTEN_IP, WEBRTC_ANNOUNCED_ADDRESS } = config.webrtc;
  const host = WEBRTC_LISTEN_IP ?? config.server.HOST;
  const ip = host === 'localhost' ? '127.0.0.1' : host;
  if (WEBRTC_ANNOUNCED_ADDRESS !== undefined) {
    return { ip, announcedAddress: WEBRTC_ANNOUNCED_ADDRESS, alsoIps: [] };
  }
  const own = ownAddresses(interfaces);
  if (ip === '0.0.0.0' || ip === '::') {
    const reachable = own.find(({ family }) => family === 'IPv4')?.address;
    return { ip, ...(reachable !== undefined && { announcedAddress: reachable }), alsoIps: [] };
  }
  if (WEBRTC_LISTEN_IP !== undefined || !isLoopback(ip)) return { ip, alsoIps: [] };
  const some = (wanted: string) =>
    own.filter(({ family }) => family === wanted).slice(0, MAX_ALSO_PER_FAMILY);
  return { ip, alsoIps: [...some('IPv4'), ...some('IPv6')].map(({ address }) => address) };
}

/** Those that a program on this machine can be reached at, loopback left out. */
function ownAddresses(interfaces: Interfaces): NetworkInterfaceInfo[] {
  return Object.values(interfaces)
    .flatMap((addresses) => addresses ?? [])
    .filter(({ internal, address }) => !internal && !LINK_LOCAL.test(address));
}

function isLoopback(ip: string): boolean {
  return ip.startsWith('127.') || ip === '::1';
}
