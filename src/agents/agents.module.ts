import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import {
  AgentEntity,
  HttpToolEntity,
  LlmProviderEntity,
  SpeechProviderEntity,
} from '@vox/database';

import { ConversationModule } from '../conversation';
import { SecretsModule } from '../secrets';
import { ToolsModule } from '../tools';
import { TtsModule } from '../tts';
import { AgentChanges } from './agent-changes';
import { AgentsController } from './agents.controller';
import { AgentsService } from './agents.service';
import { DefaultAgentCheck } from './default-agent-check';
import { AgentReferences } from './transfer/agent-references';
import { AgentTransfers } from './transfer/agent-transfers';
import { AgentTransfersController } from './transfer/agent-transfers.controller';

/** `/api/agents`. Needs `DatabaseModule` beside it. */
@Module({
  imports: [
    ConversationModule,
    SecretsModule,
    ToolsModule,
    TtsModule,
    TypeOrmModule.forFeature([
      AgentEntity,
      HttpToolEntity,
      LlmProviderEntity,
      SpeechProviderEntity,
    ]),
  ],
  controllers: [AgentsController, AgentTransfersController],
  providers: [AgentsService, AgentReferences, AgentTransfers, DefaultAgentCheck, AgentChanges],
  exports: [AgentsService, AgentChanges],
})
export class AgentsModule {}
