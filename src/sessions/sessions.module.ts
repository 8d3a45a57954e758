import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AgentEntity, MessageEntity, SessionEntity } from '@vox/database';

import { ConversationModule } from '../conversation';
import { LlmModule } from '../llm';
import { VoiceModule } from '../voice';
import { RepliesController } from './replies.controller';
import { SayController } from './say.controller';
import { SessionList } from './session-list';
import { SessionMessages } from './session-messages';
import { SessionSearch } from './session-search';
import { SessionsController } from './sessions.controller';
import { SessionsService } from './sessions.service';

/** `/api/sessions`, and the replies that workflows deliver later. Needs `DatabaseModule` beside it. */
@Module({
  imports: [
    ConversationModule,
    LlmModule,
    VoiceModule,
    TypeOrmModule.forFeature([AgentEntity, MessageEntity, SessionEntity]),
  ],
  controllers: [SessionsController, RepliesController, SayController],
  providers: [SessionList, SessionMessages, SessionSearch, SessionsService],
})
export class SessionsModule {}
