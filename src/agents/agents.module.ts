import { Module } from '@nestjs/common';

import { ConversationModule } from '../conversation';
import { AgentsController } from './agents.controller';
import { AgentsService } from './agents.service';

/** `/api/agents`. Needs `DatabaseModule` beside it. */
@Module({
  imports: [ConversationModule],
  controllers: [AgentsController],
  providers: [AgentsService],
})
export class AgentsModule {}
