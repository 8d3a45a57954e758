import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { MessageEntity, SessionEntity } from '@vox/database';

import { ConversationModule } from '../conversation';
import { LlmModule } from '../llm';
import { VoiceModule } from '../voice';
import { RepliesController } from './replies.controller';
import { SessionsController } from './sessions.controller';
import { SessionsService } from './sessions.service';

/** `/api/sessions`, and the replies that workflows deliver later. Needs `DatabaseModule` beside it. */
@Module({
  imports: [
    ConversationModule,
    LlmModule,
    VoiceModule,
    TypeOrmModule.forFeature([MessageEntity, SessionEntity]),
  ],
  controllers: [SessionsController, RepliesController],
  providers: [SessionsService],
})
export class SessionsModule {}
