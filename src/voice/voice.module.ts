import { Module } from '@nestjs/common';
import { Clock, EndOfTurnDetector, SystemClock } from '@vox/voice-core';

import { ConversationModule } from '../conversation';
import { LlmModule } from '../llm';
import { SttModule } from '../stt';
import { TtsModule } from '../tts';
import { RuleBasedEndOfTurnDetector } from './rule-based-end-of-turn';
import { TurnObservers } from './turn-observers';
import { VoiceService } from './voice.service';

@Module({
  imports: [ConversationModule, SttModule, LlmModule, TtsModule],
  providers: [
    VoiceService,
    TurnObservers,
    { provide: Clock, useClass: SystemClock },
    { provide: EndOfTurnDetector, useClass: RuleBasedEndOfTurnDetector },
  ],
  exports: [VoiceService, TurnObservers],
})
export class VoiceModule {}
