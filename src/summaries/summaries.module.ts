import { Module, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { MessageEntity, SessionSummaryEntity } from '@vox/database';

import { BackgroundModule } from '../background';
import { ConversationModule } from '../conversation';
import { LlmModule } from '../llm';
import { PersistenceModule } from '../persistence';
import { SummariseHistoryHandler } from './summarise-history.handler';
import { SummaryRequests } from './summary-requests';

/** Summaries of sessions that have more messages than a model is given. Needs `DatabaseModule` and `JobsModule` beside it. */
@Module({
  imports: [
    BackgroundModule,
    ConversationModule,
    LlmModule,
    PersistenceModule,
    TypeOrmModule.forFeature([MessageEntity, SessionSummaryEntity]),
  ],
  providers: [SummariseHistoryHandler, SummaryRequests],
})
export class SummariesModule implements OnApplicationShutdown, OnModuleInit {
  constructor(private readonly requests: SummaryRequests) {}

  /** Before any room starts: turns that wait from before the start are told of as soon as they are stored. */
  onModuleInit(): void {
    this.requests.start();
  }

  onApplicationShutdown(): void {
    this.requests.stop();
  }
}
