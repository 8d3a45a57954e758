import { type DynamicModule, Module } from '@nestjs/common';
import { Client, type GatewayIntentBits } from 'discord.js';
import { NecordModule } from 'necord';

import {
  AgentAutocomplete,
  CommandContext,
  commandsOfABot,
  LanguageAutocomplete,
} from '../../commands';
import type { VoiceBot } from '../../voice-channels';
import type { BotLogin } from '../bot-gateway';
import { StoppableStrategy } from './stoppable-strategy';

/** What the process shares with its bots. */
export type BotServices = Omit<ConstructorParameters<typeof CommandContext>[0], 'bot'>;

/** Injection token of the bot's `VoiceBot`. */
const BOT = Symbol('BOT');

/** One bot: Necord with the commands, on services of the process that are passed in as values. */
@Module({})
export class BotModule {
  /**
   * @param onBot Told before anything logs in.
   * @param ended Aborts when the bot is given up.
   */
  static of(
    { agentId, token }: BotLogin,
    {
      apiUrl,
      intents,
    }: { readonly apiUrl: string; readonly intents: readonly GatewayIntentBits[] },
    services: BotServices,
    onBot: (bot: VoiceBot) => void,
    ended: AbortSignal,
  ): DynamicModule {
    return {
      module: BotModule,
      imports: [
        NecordModule.forRoot({
          token,
          intents: [...intents],
          rest: { api: apiUrl },
          ws: { buildStrategy: (manager) => new StoppableStrategy(manager, ended) },
          // A failed registration is tried again; Necord tries once.
          skipRegistration: true,
          // Names and texts of people are never pinged by what the bot writes.
          allowedMentions: { parse: [] },
        }),
      ],
      providers: [
        {
          provide: BOT,
          useFactory: (client: Client<true>): VoiceBot => {
            const bot = { client, ...(agentId === undefined ? {} : { agentId }) };
            onBot(bot);
            return bot;
          },
          inject: [Client],
        },
        {
          provide: CommandContext,
          useFactory: (bot: VoiceBot) => new CommandContext({ ...services, bot }),
          inject: [BOT],
        },
        AgentAutocomplete,
        LanguageAutocomplete,
        ...commandsOfABot(),
      ],
    };
  }
}
