import { z } from 'zod';

import { env, integer } from './env';

export const webrtcSchema = z.object({
  WEBRTC_PORT: env(integer(1, 65_535).default(4950)).describe(
    'UDP and TCP port for media; worker n listens on WEBRTC_PORT + n.',
  ),
  WEBRTC_LISTEN_IP: env(z.string().optional()).describe('Address for media; HOST when absent.'),
  WEBRTC_ANNOUNCED_ADDRESS: env(z.string().optional()).describe(
    'Address browsers should use when it differs from the listen address (NAT, containers).',
  ),
  WEBRTC_WORKERS: env(integer(1, 64).default(1)).describe('Media worker processes; one core each.'),
});
