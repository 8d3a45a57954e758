import { networkInterfaces } from 'node:os';

import type { AppConfig } from '../config';

/**
 * Where media listens, and what browsers are told about it.
 *
 * Nobody can send to `0.0.0.0`, so when every address is listened on and none is announced, the first
 * one of this machine that others can reach is; a host behind NAT must be told its own.
 */
export function listenAddress(
  config: Pick<AppConfig, 'webrtc' | 'server'>,
  interfaces: ReturnType<typeof networkInterfaces> = networkInterfaces(),
): { ip: string; announcedAddress?: string } {
  const host = config.webrtc.WEBRTC_LISTEN_IP ?? config.server.HOST;
  const ip = host === 'localhost' ? '127.0.0.1' : host;
  const announced =
    config.webrtc.WEBRTC_ANNOUNCED_ADDRESS ??
    (ip === '0.0.0.0' || ip === '::' ? firstReachable(interfaces) : undefined);
  return announced === undefined ? { ip } : { ip, announcedAddress: announced };
}

function firstReachable(interfaces: ReturnType<typeof networkInterfaces>): string | undefined {
  return Object.values(interfaces)
    .flatMap((addresses) => addresses ?? [])
    .find((address) => address.family === 'IPv4' && !address.internal)?.address;
}
