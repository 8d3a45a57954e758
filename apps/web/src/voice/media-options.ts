import type { Joined } from '@vox/protocol';
import type { RtpCapabilities, TransportOptions } from 'mediasoup-client/types';

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
export function describeMediaAddress(joined: Joined): string {
  const candidates = joined.recv_transport.ice_candidates;
  const ports = new Set<string>();
  const hosts = new Set<string>();
  for (const candidate of candidates) {
    ports.add(`${String(candidate['protocol']).toUpperCase()} ${String(candidate['port'])}`);
    hosts.add(String(candidate['address'] ?? candidate['ip']));
  }
  return `${[...ports].join(' and ')} at ${[...hosts].join(', ')}`;
}
