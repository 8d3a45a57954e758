import { Module } from '@nestjs/common';

import { ConversationModule } from '../conversation';
import { SessionsController } from './sessions.controller';
import { SessionsService } from './sessions.service';

/** `/api/sessions`. Needs `DatabaseModule` beside it. */
@Module({
  imports: [ConversationModule],
  controllers: [SessionsController],
  providers: [SessionsService],
})
export class SessionsModule {}
