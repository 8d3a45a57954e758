import { Module } from '@nestjs/common';
import { Clock, EndOfTurnDetector, SystemClock } from '@vox/voice-core';

import { ConversationModule } from '../conversation';
import { LlmModule } from '../llm';
import { SttModule } from '../stt';
import { ToolsModule } from '../tools';
import { TtsModule } from '../tts';
import { LateLoop } from './admission/late-loop';
import { LoopDelay, MeasuredLoopDelay } from './admission/loop-delay';
import { Announcer } from './announcer';
import { RuleBasedEndOfTurnDetector } from './end-of-turn/rule-based-end-of-turn';
import { TurnObservers } from './turn-observers';
import { VoiceService } from './voice.service';

@Module({
  imports: [ConversationModule, SttModule, LlmModule, ToolsModule, TtsModule],
  providers: [
    VoiceService,
    Announcer,
    TurnObservers,
    LateLoop,
    { provide: LoopDelay, useClass: MeasuredLoopDelay },
    { provide: Clock, useClass: SystemClock },
    { provide: EndOfTurnDetector, useClass: RuleBasedEndOfTurnDetector },
  ],
  exports: [VoiceService, Announcer, TurnObservers, LateLoop],
})
export class VoiceModule {}
