import { Module } from '@nestjs/common';
import type { StandInDiscord } from '@vox/stand-ins';

import { AgentsModule } from '../../../src/agents';
import { AuditModule } from '../../../src/audit';
import { ConversationModule } from '../../../src/conversation';
import { discordControllers, discordParts } from '../../../src/discord/discord.parts';
import { VoiceChannels } from '../../../src/discord/voice-channels';
import { settingsTables } from '../../../src/discord/settings/settings-tables';
import { DiscordLinksModule } from '../../../src/discord-links';
import { LlmModule } from '../../../src/llm';
import { ErasureRequestsModule } from '../../../src/privacy';
import { SecretsModule } from '../../../src/secrets';
import { SessionsModule } from '../../../src/sessions';
import { MemoryVoiceChannels } from '../../support/memory-voice-channels';
import { startTestApp, type TestApp } from './test-app';
import type { TestDatabase } from './test-database';

@Module({
  imports: [
    AgentsModule,
    AuditModule,
    ConversationModule,
    DiscordLinksModule,
    ErasureRequestsModule,
    LlmModule,
    SecretsModule,
    settingsTables,
  ],
  controllers: discordControllers,
  providers: [...discordParts, { provide: VoiceChannels, useClass: MemoryVoiceChannels }],
})
class BotsModule {}

/** Everything of Discord but voice itself, against a stand-in; the caller closes the app. */
export function startBotsApp(
  database: TestDatabase,
  discord: StandInDiscord | undefined,
  environment: Record<string, string> = {},
): Promise<TestApp> {
  return startTestApp({
    url: database.url,
    rooms: [BotsModule, SessionsModule],
    environment: {
      DATA_DIR: database.dataDir,
      ...(discord === undefined ? {} : { DISCORD_API_URL: discord.apiUrl }),
      ...environment,
    },
  });
}
