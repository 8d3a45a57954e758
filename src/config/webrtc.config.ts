import { env, integer } from '@vox/environment';
import { z } from 'zod';

import { address, ipAddress } from './address';

export const webrtcSchema = z
  .object({
    WEBRTC_PORT: env(integer(1, 65_535).default(4950)).describe(
      'UDP and TCP port for media; worker n listens on WEBRTC_PORT + n.',
    ),
    WEBRTC_LISTEN_IP: env(ipAddress().optional()).describe(
      "IP address for media. When absent: HOST, and beside a loopback one the machine's own addresses, which Firefox needs.",
    ),
    WEBRTC_ANNOUNCED_ADDRESS: env(address().optional()).describe(
      'Address or name browsers should use when it differs from the listen address (NAT, containers).',
    ),
    WEBRTC_WORKERS: env(integer(1, 64).default(1)).describe(
      'Media worker processes; one core each.',
    ),
  })
  .superRefine(({ WEBRTC_PORT, WEBRTC_WORKERS }, context) => {
    const last = WEBRTC_PORT + WEBRTC_WORKERS - 1;
    if (last <= 65_535) return;
    const message = `its last of ${WEBRTC_WORKERS} workers would listen on ${last}, above 65535`;
    context.addIssue({ code: 'custom', path: ['WEBRTC_PORT'], message });
  });
