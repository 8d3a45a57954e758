import { Module } from '@nestjs/common';
import { TerminusModule } from '@nestjs/terminus';

import { DiscordModule } from '../discord';
import { LlmModule } from '../llm';
import { PersistenceModule } from '../persistence';
import { SttModule } from '../stt';
import { TtsModule } from '../tts';
import { VoiceModule } from '../voice';
import { WebRtcModule } from '../webrtc';
import { HealthController } from './health.controller';

@Module({
  imports: [
    TerminusModule.forRoot({ logger: false }),
    SttModule,
    LlmModule,
    TtsModule,
    WebRtcModule,
    DiscordModule,
    PersistenceModule,
    VoiceModule,
  ],
  controllers: [HealthController],
})
export class HealthModule {}
