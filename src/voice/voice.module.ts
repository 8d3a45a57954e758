import { Module } from '@nestjs/common';
import { Clock, SystemClock } from '@vox/voice-core';

import { ConversationModule } from '../conversation';
import { LlmModule } from '../llm';
import { SttModule } from '../stt';
import { TtsModule } from '../tts';
import { TurnObservers } from './turn-observers';
import { VoiceService } from './voice.service';

@Module({
  imports: [ConversationModule, SttModule, LlmModule, TtsModule],
  providers: [VoiceService, TurnObservers, { provide: Clock, useClass: SystemClock }],
  exports: [VoiceService, TurnObservers],
})
export class VoiceModule {}
