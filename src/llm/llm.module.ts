import { Module } from '@nestjs/common';
import {
  Clock,
  LanguageModel,
  ReplyDelivery,
  SystemClock,
  UsageMeter,
  WorkflowAnswers,
} from '@vox/voice-core';

import { AppConfig } from '../config';
import { N8nToolAnswers } from './adapters/n8n/n8n-tool-answers';
import { LlmService } from './llm.service';
import { LlmProviders } from './llm-providers';
import { LlmTrials } from './llm-trials';

/** Thinking: every configured provider behind one service, which is what the voice loop sees as its model. */
@Module({
  providers: [
    { provide: Clock, useClass: SystemClock },
    {
      provide: LlmProviders,
      inject: [AppConfig, Clock],
      useFactory: ({ llm }: AppConfig, clock: Clock) => new LlmProviders(llm, clock),
    },
    {
      provide: LlmTrials,
      inject: [LlmProviders, AppConfig, Clock, { token: UsageMeter, optional: true }],
      useFactory: (providers: LlmProviders, { llm }: AppConfig, clock: Clock, meter?: UsageMeter) =>
        new LlmTrials(providers, llm, clock, meter),
    },
    LlmService,
    { provide: LanguageModel, useExisting: LlmService },
    { provide: ReplyDelivery, useExisting: LlmService },
    { provide: WorkflowAnswers, useClass: N8nToolAnswers },
  ],
  exports: [LanguageModel, LlmProviders, LlmService, LlmTrials, ReplyDelivery, WorkflowAnswers],
})
export class LlmModule {}
