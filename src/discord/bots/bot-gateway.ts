import type { VoiceBot } from '../voice-channels';
import type { BotLostError } from './bot-state';

export type BotLogin = {
  /** Absent for the server's bot. */
  readonly agentId?: string;
  readonly token: string;
};

/** A bot that is logged in, with its commands. */
export type LiveBot = {
  readonly bot: VoiceBot;
  readonly botId: string;
  readonly name: string;
  /** Resolves when discord.js has given up on it; never rejects. */
  readonly lost: Promise<BotLostError>;
  /** Logs out. Idempotent; errors of a connection that is gone are swallowed. */
  close(): Promise<void>;
};

/** Logs bots in. */
export abstract class BotGateway {
  /**
   * Resolves when the bot and its guilds are there. `signal` gives up.
   * @param onConnection Told when the connection breaks (false) and is back (true).
   * @throws BotLostError
   */
  abstract login(
    login: BotLogin,
    onConnection: (isConnected: boolean) => void,
    signal: AbortSignal,
  ): Promise<LiveBot>;
}
