import {
  DiscordAPIError,
  DiscordjsError,
  DiscordjsErrorCodes,
  GatewayCloseCodes,
} from 'discord.js';

import { errorCodeOf } from '../../error-code';
import { BotLostError } from '../bot-state';

const TOKEN_REFUSED = 'the token is not valid';

/**
 * Close codes after which Discord takes no reconnection: the login itself is wrong.
 * @see https://docs.discord.com/developers/topics/opcodes-and-status-codes#gateway-gateway-close-event-codes
 */
const PERMANENT: ReadonlyMap<number, string> = new Map([
  [GatewayCloseCodes.AuthenticationFailed, TOKEN_REFUSED],
  [GatewayCloseCodes.InvalidIntents, 'Discord does not know the intents asked for'],
  [GatewayCloseCodes.DisallowedIntents, 'the application may not use the intents asked for'],
]);

/** What the gateway's last close code means. */
export function closeReason(code: number): BotLostError {
  const reason = PERMANENT.get(code);
  return new BotLostError(reason ?? `the gateway closed with ${code}`, {
    isPermanent: reason !== undefined,
  });
}

/** A login that was refused, as the next try has to see it. */
export function toBotLostError(error: unknown): BotLostError {
  const isRefused =
    (error instanceof DiscordjsError && error.code === DiscordjsErrorCodes.TokenInvalid) ||
    (error instanceof DiscordAPIError && error.status === 401);
  if (isRefused) return new BotLostError(TOKEN_REFUSED, { isPermanent: true, cause: error });
  return new BotLostError(`Discord is not reachable (${errorCodeOf(error)})`, {
    isPermanent: false,
    cause: error,
  });
}
