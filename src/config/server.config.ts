import { env, flag, integer, list, sharedVariables, text } from '@vox/environment';
import { z } from 'zod';

import { address } from './address';

/** A name of at least two parts, or one part alone; `*.` in front stands for every name below it. */
const HOST_NAME = /^(?:\*\.(?=[^.]+\.))?[a-z0-9_-]+(?:\.[a-z0-9_-]+)*$/u;

export const serverSchema = z.object({
  PORT: env(integer(0, 65_535).default(4900)).describe('HTTP and WebSocket port.'),
  HOST: env(address().default('127.0.0.1')).describe(
    'Address to listen on. At any but loopback, people log in (OIDC_ISSUER, or a link that is printed at the first start) or bring a key.',
  ),
  VOXBRIDGE_API_KEY: env(
    text()
      .refine((key) => key.length >= 16, 'must have at least 16 characters')
      .optional(),
  ).describe(
    'At least 16 characters. When set, every endpoint and socket asks for it, or for another credential, but /health, /api/info, the description of the interface (/api/docs, /api/openapi.json, /api/problems), log-in and the page itself.',
  ),
  ALLOW_UNAUTHENTICATED: env(flag().default(false)).describe(
    'true: serve everybody who reaches HOST, without a key or log-in, unless VOXBRIDGE_API_KEY or OIDC_ISSUER is set. Only where nobody reaches it whom you do not trust.',
  ),
  ALLOWED_ORIGINS: env(list(origin)).describe(
    'Comma-separated origins (https://app.example.org), besides the server itself, whose pages may use REST and sockets.',
  ),
  ALLOWED_HOSTS: env(list(hostName)).describe(
    "Comma-separated names under which the server is reached (voice.example.org, *.example.org), such as a TLS proxy's. Known already: addresses, HOST, WEBRTC_ANNOUNCED_ADDRESS, names in PUBLIC_URL and ALLOWED_ORIGINS, and where a key or log-in is asked for names of the local network.",
  ),
  LEGACY_API: env(flag().default(true)).describe(
    'Answer what clients of VoxBridge 1 ask (docs/migrating.md), with the same key as all else. false: those paths and bodies are not known.',
  ),
  LOG_LEVEL: sharedVariables.LOG_LEVEL.describe(
    'fatal, error, warn, info, debug or trace. Speech and text are never logged at info.',
  ),
  MAX_SESSIONS: env(integer(1, 10_000).default(100)).describe(
    'Live voice sessions at once; more are refused with a clear message.',
  ),
  MAX_LOOP_DELAY_MS: env(integer(0, 10_000).default(250)).describe(
    'New sessions are refused, as by a full server, once the event loop ran later than this for 5 s (p95 of each second), and taken again after 5 s at half of it or less. 0: never.',
  ),
  SHUTDOWN_GRACE_MS: env(integer(0, 600_000).default(5000)).describe(
    'How long running turns may finish after SIGTERM.',
  ),
});

function origin(value: string): string | undefined {
  if (!URL.canParse(value)) return undefined;
  const { origin: parsed, href, protocol } = new URL(value);
  const isWeb = protocol === 'http:' || protocol === 'https:';
  return isWeb && href === `${parsed}/` ? parsed : undefined;
}

function hostName(value: string): string | undefined {
  const name = value.toLowerCase().replace(/:\d+$/u, '');
  return HOST_NAME.test(name) ? name : undefined;
}
