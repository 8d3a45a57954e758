import type { Provider } from '@nestjs/common';
import { Clock, SystemClock } from '@vox/voice-core';

import { AuditLog } from '../audit';
import { AppConfig } from '../config';
import { DiscordLinks } from '../discord-links';
import { Erasures } from '../privacy';
import { BotManager } from './bots/bot-manager';
import { BotGateway } from './bots/bot-gateway';
import { BotRunner } from './bots/bot-runner';
import { DiscordHealth } from './bots/discord-health';
import { GatewayOnDemand } from './bots/gateway-on-demand';
import type * as Necord from './bots/necord/necord-gateway';
import { VoiceChannels } from './voice-channels';
import {
  ChannelsController,
  GuildsController,
  PluginController,
  SpeakController,
  VoiceController,
  VoiceChannelsService,
} from './rest';
import { AgentBots } from './settings/agent-bots';
import { GuildSettings } from './settings/guild-settings';
import { DiscordUserSettings } from './settings/discord-user-settings';
import { StoredDiscordSettings } from './settings/stored-discord-settings';
import { DiscordSettings } from './settings.port';
import { VoiceBots } from './voice-bots';

export const discordControllers = [
  VoiceController,
  SpeakController,
  ChannelsController,
  GuildsController,
  PluginController,
];

/** The bots, their commands and what is stored: everything but the voice channels themselves (`VoiceChannels`). */
export const discordParts: Provider[] = [
  { provide: Clock, useClass: SystemClock },
  AgentBots,
  GuildSettings,
  DiscordUserSettings,
  { provide: DiscordSettings, useClass: StoredDiscordSettings },
  VoiceBots,
  VoiceChannelsService,
  DiscordHealth,
  BotRunner,
  {
    provide: BotGateway,
    useFactory: (
      { discord, login }: AppConfig,
      voice: VoiceChannels,
      settings: DiscordSettings,
      agents: AgentBots,
      guilds: GuildSettings,
      users: DiscordUserSettings,
      links: DiscordLinks,
      erasures: Erasures,
      audit: AuditLog,
      clock: Clock,
    ) => {
      const publicUrl = login.PUBLIC_URL;
      const shared = { voice, settings, agents, guilds, users, links, erasures, audit, publicUrl };
      return new GatewayOnDemand(() => {
        // eslint-disable-next-line @typescript-eslint/no-require-imports -- discord.js, with what it takes in, keeps 10 MB
        const { NecordGateway } = require('./bots/necord/necord-gateway') as typeof Necord;
        return new NecordGateway(discord.DISCORD_API_URL, shared, clock);
      });
    },
    inject: [
      AppConfig,
      VoiceChannels,
      DiscordSettings,
      AgentBots,
      GuildSettings,
      DiscordUserSettings,
      DiscordLinks,
      Erasures,
      AuditLog,
      Clock,
    ],
  },
  {
    provide: BotManager,
    useFactory: (
      { discord }: AppConfig,
      agents: AgentBots,
      gateway: BotGateway,
      bots: VoiceBots,
      clock: Clock,
    ) => new BotManager(discord.DISCORD_TOKEN, () => agents.bots(), gateway, bots, clock),
    inject: [AppConfig, AgentBots, BotGateway, VoiceBots, Clock],
  },
];
