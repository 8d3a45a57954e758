import proxyAddress from 'proxy-addr';
import { env, integer, list } from '@vox/environment';
import { z } from 'zod';

export const limitsSchema = z.object({
  TRUSTED_PROXIES: env(list(proxy, 'loopback')).describe(
    'Comma-separated addresses and networks (10.0.0.0/8; also loopback, linklocal, uniquelocal) of proxies whose X-Forwarded-For says who a client is. The limits below are per client.',
  ),
  FAILED_KEYS_PER_MINUTE: env(integer(1, 10_000).default(10)).describe(
    'Wrong API keys and invites from one address; more, and it is not listened to for some seconds.',
  ),
  REQUESTS_PER_MINUTE: env(integer(1, 1_000_000).default(1200)).describe(
    'REST requests from one address, and with one key or log-in; more are answered 429.',
  ),
  SESSION_STARTS_PER_MINUTE: env(integer(1, 100_000).default(300)).describe(
    'Sessions that one address begins, and one key or log-in; more are refused.',
  ),
  TEXT_MESSAGES_PER_MINUTE: env(integer(1, 100_000).default(60)).describe(
    'Typed messages on one connection, and yeses to what an agent wants to be allowed; more are refused.',
  ),
  MAX_SOCKETS_PER_ADDRESS: env(integer(1, 100_000).optional()).describe(
    'Open sockets from one address; twice MAX_SESSIONS when absent.',
  ),
  SOCKET_START_TIMEOUT_MS: env(integer(1000, 600_000).default(30_000)).describe(
    'A socket on which no session is started for this long is closed.',
  ),
  MAX_AGENTS: env(integer(1, 100_000).default(500)).describe('Agents; more are not made.'),
});

function proxy(value: string): string | undefined {
  try {
    proxyAddress.compile(value);
    return value;
  } catch {
    // It says so by throwing; the message names the variable.
    return undefined;
  }
}
