import { Module } from '@nestjs/common';
import { TerminusModule } from '@nestjs/terminus';

import { DiscordModule } from '../discord';
import { LlmModule } from '../llm';
import { SttModule } from '../stt';
import { TtsModule } from '../tts';
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
  ],
  controllers: [HealthController],
})
export class HealthModule {}
