import { type INestApplicationContext, Logger } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { Clock } from '@vox/voice-core';
import { type Client, GatewayCloseCodes, GatewayIntentBits } from 'discord.js';
import { CommandsService } from 'necord';

import { errorCodeOf } from '../../error-code';
import type { VoiceBot } from '../../voice-channels';
import { BotGateway, type BotLogin, type LiveBot } from '../bot-gateway';
import { intentsOf } from './application-intents';
import { BotModule, type BotServices } from './bot.module';
import { BotLostError } from '../bot-state';
import { closeReason, toBotLostError } from './discord-errors';

/** discord.js waits for its guilds for 15 s; a gateway that is dark never answers at all. */
const LOGIN_TIMEOUT_MS = 60_000;

const DISALLOWED_INTENTS: number = GatewayCloseCodes.DisallowedIntents;
const OUTDATED = 'the application may not be told of members any more';

const REGISTRATION_ATTEMPTS = 6;
const FIRST_REGISTRATION_RETRY_MS = 5000;

/** Each bot is a Nest application context of its own around Necord: one that fails touches no other. */
export class NecordGateway extends BotGateway {
  readonly #logger = new Logger('DiscordBot');

  constructor(
    private readonly apiUrl: string,
    private readonly services: BotServices,
    private readonly clock: Clock,
  ) {
    super();
  }

  override async login(
    login: BotLogin,
    onConnection: (isConnected: boolean) => void,
    signal: AbortSignal,
  ): Promise<LiveBot> {
    const closing = new AbortController();
    const trying = new AbortController();
    const lost = Promise.withResolvers<BotLostError>();
    const ready = Promise.withResolvers<void>();
    let bot: VoiceBot | undefined;
    const onBot = (created: VoiceBot) => {
      // Ends the start of the context, before it logs in.
      if (closing.signal.aborted) throw new BotLostError('stopped', { isPermanent: false });
      bot = created;
      this.#listen(created.client, {
        login,
        onConnection,
        ready: ready.resolve,
        lost: lost.resolve,
      });
    };
    const intents = await intentsOf(login.token, this.apiUrl, signal);
    if (signal.aborted) throw new BotLostError('stopped', { isPermanent: false });
    const discord = { apiUrl: this.apiUrl, intents };
    // Necord logs in while its module starts.
    const starting = NestFactory.createApplicationContext(
      BotModule.of(login, discord, this.services, onBot, closing.signal),
      { abortOnError: false },
    );
    const close = async () => {
      closing.abort();
      await this.#close(starting, bot);
    };
    try {
      const started = Promise.all([starting, ready.promise]).then(([context]) => context);
      const timeout = this.#timeout(trying.signal);
      const failed = Promise.race([lost.promise, timeout, aborted(signal)]).then((failure) => {
        throw failure;
      });
      const context = await Promise.race([started, failed]);
      if (bot === undefined) throw new BotLostError('no client', { isPermanent: false });
      void this.#registerCommands(context, login, closing.signal);
      const { id: botId, username: name } = bot.client.user;
      return { bot, botId, name, lost: lost.promise, close };
    } catch (error) {
      await close();
      throw error instanceof BotLostError ? error : toBotLostError(error);
    } finally {
      trying.abort();
    }
  }

  #listen(
    client: Client,
    to: {
      readonly login: BotLogin;
      readonly onConnection: (isConnected: boolean) => void;
      readonly ready: () => void;
      readonly lost: (failure: BotLostError) => void;
    },
  ): void {
    const { agentId } = to.login;
    // Without a listener an error in any handler would end the process.
    client.on('error', (error) => {
      this.#logger.error({ agentId, code: errorCodeOf(error) }, 'A Discord event failed');
    });
    client.on('shardError', (error) => {
      this.#logger.warn({ agentId, code: errorCodeOf(error) }, 'The Discord gateway failed');
    });
    client.once('clientReady', to.ready);
    client.on('shardReconnecting', () => to.onConnection(false));
    client.on('shardResume', () => to.onConnection(true));
    client.on('shardReady', () => to.onConnection(true));
    client.on('shardDisconnect', ({ code }) => {
      // What the application may be told was taken from it since it was asked: it is asked again.
      const isOutdated = code === DISALLOWED_INTENTS && hasPrivileged(client);
      to.lost(isOutdated ? new BotLostError(OUTDATED, { isPermanent: false }) : closeReason(code));
    });
    client.on('invalidated', () => {
      to.lost(new BotLostError('Discord ended the session', { isPermanent: false }));
    });
  }

  /** Commands that could not be registered are those of the last time; everything else of the bot works. */
  async #registerCommands(
    context: INestApplicationContext,
    { agentId }: BotLogin,
    signal: AbortSignal,
  ): Promise<void> {
    let retryInMs = FIRST_REGISTRATION_RETRY_MS;
    for (let attempt = 1; !signal.aborted; attempt++) {
      try {
        await context.get(CommandsService).registerAllCommands();
        return;
      } catch (error) {
        const about = { agentId, attempt, code: errorCodeOf(error) };
        this.#logger.warn(about, 'Discord did not take the commands');
        if (attempt === REGISTRATION_ATTEMPTS) return;
        await this.clock.sleepUntil(this.clock.nowMs() + retryInMs, signal);
        retryInMs *= 2;
      }
    }
  }

  async #timeout(signal: AbortSignal): Promise<BotLostError> {
    await this.clock.sleepUntil(this.clock.nowMs() + LOGIN_TIMEOUT_MS, signal);
    return new BotLostError('Discord did not answer in time', { isPermanent: false });
  }

  async #close(
    starting: Promise<INestApplicationContext>,
    bot: VoiceBot | undefined,
  ): Promise<void> {
    try {
      // First the client: a login that hangs would hold up the context for ever.
      await bot?.client.destroy();
    } catch (error) {
      this.#logger.debug({ code: errorCodeOf(error) }, 'A Discord connection was gone already');
    }
    void starting.then((context) => context.close()).catch(() => undefined);
  }
}

function hasPrivileged({ options }: Client): boolean {
  return options.intents.has(GatewayIntentBits.GuildMembers);
}

function aborted(signal: AbortSignal): Promise<BotLostError> {
  const failure = new BotLostError('stopped', { isPermanent: false });
  if (signal.aborted) return Promise.resolve(failure);
  return new Promise((resolve) => {
    signal.addEventListener('abort', () => resolve(failure), { once: true });
  });
}
