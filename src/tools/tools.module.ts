import { Module } from '@nestjs/common';
import { Clock, SystemClock, Tools } from '@vox/voice-core';

import { ConversationModule, ConversationService } from '../conversation';
import { LlmModule } from '../llm';
import { Colleagues } from './colleagues/colleagues';
import { ColleagueTools } from './colleagues/colleague-tools';
import { ToolsService } from './tools.service';

/** What agents may do while they talk. */
@Module({
  imports: [ConversationModule, LlmModule],
  providers: [
    { provide: Clock, useClass: SystemClock },
    {
      provide: Colleagues,
      useFactory: (agents: ConversationService) => new Colleagues(agents),
      inject: [ConversationService],
    },
    ColleagueTools,
    ToolsService,
    { provide: Tools, useExisting: ToolsService },
  ],
  exports: [Tools, ToolsService],
})
export class ToolsModule {}
