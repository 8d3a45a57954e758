import { Module } from '@nestjs/common';

import { ConversationModule } from '../conversation';
import { LlmModule } from '../llm';
import { RepliesController } from './replies.controller';
import { SessionsController } from './sessions.controller';
import { SessionsService } from './sessions.service';

/** `/api/sessions`, and the replies that workflows deliver later. Needs `DatabaseModule` beside it. */
@Module({
  imports: [ConversationModule, LlmModule],
  controllers: [SessionsController, RepliesController],
  providers: [SessionsService],
})
export class SessionsModule {}
