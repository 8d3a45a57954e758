import { type DynamicModule, Module } from '@nestjs/common';
import { DatabaseModule } from '@vox/database';
import { JobsModule } from '@vox/jobs';

import { AccountsModule } from './accounts';
import { AgentsModule } from './agents';
import { AuditModule } from './audit';
import { AuthModule } from './auth';
import { CompatibilityModule } from './compatibility';
import { type AppConfig, ConfigModule } from './config';
import { ConsentsModule } from './consents';
import { ConversationModule } from './conversation';
import { CostModule } from './cost';
import { DiscordModule } from './discord';
import { DiscordLinksModule } from './discord-links';
import { EventsModule } from './events';
import { ExportsModule } from './exports';
import { GroupsModule } from './groups';
import { HealthModule } from './health';
import { InfoModule } from './info';
import { InvitesModule } from './invites';
import { JobsApiModule } from './jobs';
import { LimitsModule } from './limits';
import { LoadModule } from './load';
import { LogModule } from './log';
import { LoginModule } from './login';
import { McpServerModule } from './mcp-server';
import { MemoryModule } from './memory';
import { MetricsModule } from './metrics';
import { OpenApiModule } from './openapi';
import { PersistenceModule } from './persistence';
import { PrivacyModule } from './privacy';
import { ProvidersModule, SpeechProvidersModule } from './providers';
import { RecordingsModule } from './recordings';
import { RedactionModule } from './redaction';
import { SecretRotationModule } from './secrets';
import { SessionsModule } from './sessions';
import { SettingsModule } from './settings';
import { SpeechModule } from './speech';
import { HttpToolsModule, McpServersModule } from './tools';
import { SummariesModule } from './summaries';
import { TitlesModule } from './titles';
import { UsageModule } from './usage';
import { VoiceModule } from './voice';
import { WebRtcModule } from './webrtc';
import { WebhooksModule } from './webhooks';
import { WebSocketChannelModule } from './websocket';

/** The only full list of rooms. */
@Module({})
export class AppModule {
  /** @param databaseUrl DATABASE_URL, or the embedded server's when there is none. */
  static forRoot(config: AppConfig, databaseUrl: string): DynamicModule {
    return {
      module: AppModule,
      imports: [
        ConfigModule.forRoot(config),
        LogModule.forRoot(config),
        DatabaseModule.forRoot({ url: databaseUrl, poolSize: config.database.DATABASE_POOL_SIZE }),
        JobsModule.forRoot({
          redisUrl: config.database.REDIS_URL,
          runsHere: config.database.JOBS_INLINE,
          runsServerJobs: true,
        }),
        RedactionModule,
        SettingsModule,
        CostModule,
        LimitsModule,
        AuthModule,
        AuditModule,
        AccountsModule,
        GroupsModule,
        LoginModule,
        DiscordLinksModule,
        ConversationModule,
        ConsentsModule,
        VoiceModule,
        PersistenceModule,
        SecretRotationModule,
        AgentsModule,
        ProvidersModule,
        SpeechProvidersModule,
        HttpToolsModule,
        McpServersModule,
        SessionsModule,
        InvitesModule,
        SpeechModule,
        UsageModule,
        LoadModule,
        WebSocketChannelModule,
        WebRtcModule,
        DiscordModule,
        EventsModule,
        TitlesModule,
        SummariesModule,
        MemoryModule,
        ExportsModule,
        PrivacyModule,
        RecordingsModule,
        WebhooksModule,
        JobsApiModule,
        McpServerModule,
        InfoModule,
        HealthModule,
        MetricsModule,
        OpenApiModule,
        ...(config.server.LEGACY_API ? [CompatibilityModule] : []),
      ],
    };
  }
}
