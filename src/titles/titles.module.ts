import { Module, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { MessageEntity, SessionEntity } from '@vox/database';

import { BackgroundModule } from '../background';
import { ConversationModule } from '../conversation';
import { LlmModule } from '../llm';
import { PersistenceModule } from '../persistence';
import { SummariseTitleHandler } from './summarise-title.handler';
import { TitleRequests } from './title-requests';

/** Titles of sessions, by their agents' models. Needs `DatabaseModule` and `JobsModule` beside it. */
@Module({
  imports: [
    BackgroundModule,
    ConversationModule,
    LlmModule,
    PersistenceModule,
    TypeOrmModule.forFeature([SessionEntity, MessageEntity]),
  ],
  providers: [SummariseTitleHandler, TitleRequests],
})
export class TitlesModule implements OnApplicationShutdown, OnModuleInit {
  constructor(private readonly requests: TitleRequests) {}

  /** Before any room starts: turns that wait from before the start are told of as soon as they are stored. */
  onModuleInit(): void {
    this.requests.start();
  }

  onApplicationShutdown(): void {
    this.requests.stop();
  }
}
