import {
  type MiddlewareConsumer,
  Module,
  type NestModule,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
  RequestMethod,
} from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { MessageEntity } from '@vox/database';
import { Clock, SystemClock } from '@vox/voice-core';

import { AgentsModule } from '../agents';
import { ConversationModule } from '../conversation';
import { DiscordModule } from '../discord';
import { LlmModule } from '../llm';
import { ProvidersModule } from '../providers';
import { SettingsModule } from '../settings';
import { SttModule } from '../stt';
import { TtsModule } from '../tts';
import { TurnObservers, VoiceModule } from '../voice';
import { DefaultAgentVoice } from './default-agent-voice';
import { LegacyController } from './legacy.controller';
import { LegacyRuntimeConfig } from './legacy-config';
import { LegacyBodies } from './legacy-bodies.middleware';
import { LegacyEnding } from './legacy-ending.middleware';
import { LegacyMetrics } from './legacy-metrics';
import { LegacyProvidersController } from './legacy-providers.controller';
import { LegacySettingsController } from './legacy-settings.controller';
import { LegacyStatus } from './legacy-status';
import { RecentTranscripts } from './recent-transcripts';

/**
 * VoxBridge 1's paths and bodies, where other rooms have none of their own for the same: docs/migrating.md. Needs
 * `DatabaseModule` beside it; only `AppModule` knows it, so that it may be left out.
 */
@Module({
  imports: [
    AgentsModule,
    ConversationModule,
    DiscordModule,
    LlmModule,
    ProvidersModule,
    SettingsModule,
    SttModule,
    TtsModule,
    VoiceModule,
    TypeOrmModule.forFeature([MessageEntity]),
  ],
  controllers: [LegacyController, LegacyProvidersController, LegacySettingsController],
  providers: [
    { provide: Clock, useClass: SystemClock },
    DefaultAgentVoice,
    LegacyMetrics,
    LegacyRuntimeConfig,
    LegacyStatus,
    RecentTranscripts,
  ],
})
export class CompatibilityModule
  implements NestModule, OnApplicationBootstrap, OnApplicationShutdown
{
  #unregister: (() => void) | undefined;

  constructor(
    private readonly observers: TurnObservers,
    private readonly latencies: LegacyMetrics,
  ) {}

  configure(consumer: MiddlewareConsumer): void {
    consumer.apply(LegacyBodies).forRoutes('api/agents{/*rest}', 'api/sessions{/*rest}');
    const session = { path: 'api/sessions/:id', method: RequestMethod.PATCH };
    consumer.apply(LegacyEnding).forRoutes(session);
  }

  onApplicationBootstrap(): void {
    this.#unregister = this.observers.register(this.latencies);
  }

  onApplicationShutdown(): void {
    this.#unregister?.();
  }
}
