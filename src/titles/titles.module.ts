import { Module, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { MessageEntity, SessionEntity } from '@vox/database';

import { ConversationModule } from '../conversation';
import { LlmModule } from '../llm';
import { PersistenceModule } from '../persistence';
import { SummariseTitleHandler } from './summarise-title.handler';
import { TitleRequests } from './title-requests';

/** Titles of sessions, by their agents' models. Needs `DatabaseModule` and `JobsModule` beside it. */
@Module({
  imports: [
    ConversationModule,
    LlmModule,
    PersistenceModule,
    TypeOrmModule.forFeature([SessionEntity, MessageEntity]),
  ],
  providers: [SummariseTitleHandler, TitleRequests],
})
export class TitlesModule implements OnApplicationBootstrap, OnApplicationShutdown {
  constructor(private readonly requests: TitleRequests) {}

  onApplicationBootstrap(): void {
    this.requests.start();
  }

  onApplicationShutdown(): void {
    this.requests.stop();
  }
}
