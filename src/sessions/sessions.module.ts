import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AgentEntity, MessageEntity, SessionEntity, TurnEntity } from '@vox/database';

import { ConversationModule } from '../conversation';
import { LlmModule } from '../llm';
import { RedactionModule } from '../redaction';
import { VoiceModule } from '../voice';
import { AddedMessages } from './added-messages';
import { LiveController } from './live.controller';
import { RepliesController } from './replies.controller';
import { SayController } from './say.controller';
import { SessionList } from './session-list';
import { SessionMessages } from './session-messages';
import { SessionSearch } from './session-search';
import { SessionTurns } from './session-turns';
import { SessionsController } from './sessions.controller';
import { SessionsService } from './sessions.service';
import { TurnsController } from './turns.controller';

/** `/api/sessions`, and the replies that workflows deliver later. Needs `DatabaseModule` beside it. */
@Module({
  imports: [
    ConversationModule,
    LlmModule,
    RedactionModule,
    VoiceModule,
    TypeOrmModule.forFeature([AgentEntity, MessageEntity, SessionEntity, TurnEntity]),
  ],
  // `live` would be a session's id to the others.
  controllers: [
    LiveController,
    SessionsController,
    RepliesController,
    SayController,
    TurnsController,
  ],
  providers: [
    AddedMessages,
    SessionList,
    SessionMessages,
    SessionSearch,
    SessionTurns,
    SessionsService,
  ],
  exports: [SessionList, SessionMessages],
})
export class SessionsModule {}
