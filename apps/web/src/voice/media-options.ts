import type { Joined } from '@vox/protocol';
import type { RtpCapabilities, TransportOptions } from 'mediasoup-client/types';

import { VoiceProblem } from './problem';

/** The protocol passes mediasoup's objects through unread; mediasoup-client checks them in depth. */
export function toTransportOptions(transport: Joined['send_transport']): TransportOptions {
  return {
    id: transport.id,
    iceParameters: transport.ice_parameters,
    iceCandidates: transport.ice_candidates,
    dtlsParameters: transport.dtls_parameters,
  } as unknown as TransportOptions;
}

export function toRouterCapabilities(joined: Joined): RtpCapabilities {
  return joined.router_rtp_capabilities;
}

/** Where the server expects media, for the person who has to open a firewall: "UDP 4950 and TCP 4950 at host". */
function describeMediaAddress(joined: Joined): string {
  const candidates = joined.recv_transport.ice_candidates;
  const ports = new Set<string>();
  const hosts = new Set<string>();
  for (const candidate of candidates) {
    ports.add(`${String(candidate['protocol']).toUpperCase()} ${String(candidate['port'])}`);
    hosts.add(String(candidate['address'] ?? candidate['ip']));
  }
  return `${[...ports].join(' and ')} at ${[...hosts].join(', ')}`;
}

/**
 * Why media does not get through. Firefox pairs nothing with a loopback address (it gathers no such candidate), so where the server
 * offers only those no firewall is to blame.
 */
export function mediaProblem(joined: Joined, userAgent: string): VoiceProblem {
  const addresses = joined.recv_transport.ice_candidates.map((candidate) =>
    String(candidate['address'] ?? candidate['ip']),
  );
  const isOnLoopback = addresses.every((address) => /^127\.|^::1$/u.test(address));
  const code =
    isOnLoopback && /\bFirefox\//u.test(userAgent) ? 'media_on_loopback_only' : 'media_failed';
  return new VoiceProblem(code, describeMediaAddress(joined));
}
