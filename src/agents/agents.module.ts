import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AgentEntity } from '@vox/database';

import { ConversationModule } from '../conversation';
import { SecretsModule } from '../secrets';
import { TtsModule } from '../tts';
import { AgentChanges } from './agent-changes';
import { AgentsController } from './agents.controller';
import { AgentsService } from './agents.service';
import { DefaultAgentCheck } from './default-agent-check';

/** `/api/agents`. Needs `DatabaseModule` beside it. */
@Module({
  imports: [ConversationModule, SecretsModule, TtsModule, TypeOrmModule.forFeature([AgentEntity])],
  controllers: [AgentsController],
  providers: [AgentsService, DefaultAgentCheck, AgentChanges],
  exports: [AgentsService, AgentChanges],
})
export class AgentsModule {}
