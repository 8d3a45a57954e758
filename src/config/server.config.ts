import { z } from 'zod';

import { env, integer } from './env';

export const serverSchema = z.object({
  PORT: env(integer(0, 65_535).default(4900)).describe('HTTP and WebSocket port.'),
  HOST: env(z.string().default('127.0.0.1')).describe(
    'Address to listen on. Loopback unless you say otherwise; set VOXBRIDGE_API_KEY before you do.',
  ),
  VOXBRIDGE_API_KEY: env(z.string().min(16).optional()).describe(
    'When set, every endpoint and socket but /health and the page itself asks for it.',
  ),
  ALLOWED_ORIGINS: env(z.string().optional()).describe(
    'Comma-separated origins, besides the server itself, whose pages may open sockets.',
  ),
  LOG_LEVEL: env(
    z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace']).default('info'),
  ).describe('Speech and text are never logged at info.'),
  MAX_SESSIONS: env(integer(1, 10_000).default(100)).describe(
    'Live voice sessions at once; more are refused with a clear message.',
  ),
  SHUTDOWN_GRACE_MS: env(integer(0, 600_000).default(5000)).describe(
    'How long running turns may finish after SIGTERM.',
  ),
});
