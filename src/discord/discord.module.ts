import { Module } from '@nestjs/common';

import { AgentsModule } from '../agents';
import { AuditModule } from '../audit';
import { ConsentsModule } from '../consents';
import { ConversationModule } from '../conversation';
import { DiscordLinksModule } from '../discord-links';
import { LlmModule } from '../llm';
import { ErasureRequestsModule } from '../privacy';
import { SecretsModule } from '../secrets';
import { VoiceModule } from '../voice';
import { DiscordHealth } from './bots/discord-health';
import { discordControllers, discordParts } from './discord.parts';
import { DiscordVoiceChannels } from './guild/discord-voice-channels';
import { DiscordGuildDirectory } from './guild-view/discord-guild-directory';
import { GuildDirectory } from './guild-view/guild-view';
import { VoiceChannelsService } from './rest';
import { VoiceChannels } from './voice-channels';
import { settingsTables } from './settings/settings-tables';
import { VoiceConnections } from './voice/voice-connection';
import { WorkerVoiceConnections } from './voice/worker-voice-connections';

/** Discord as a channel: the bots with their commands, their HTTP twins, and conversations in voice channels. */
@Module({
  imports: [
    AgentsModule,
    AuditModule,
    ConsentsModule,
    ConversationModule,
    DiscordLinksModule,
    ErasureRequestsModule,
    LlmModule,
    SecretsModule,
    VoiceModule,
    settingsTables,
  ],
  controllers: discordControllers,
  providers: [
    ...discordParts,
    { provide: VoiceConnections, useClass: WorkerVoiceConnections },
    { provide: GuildDirectory, useClass: DiscordGuildDirectory },
    { provide: VoiceChannels, useClass: DiscordVoiceChannels },
  ],
  exports: [DiscordHealth, VoiceChannels, VoiceChannelsService],
})
export class DiscordModule {}
