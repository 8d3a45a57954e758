import { Module, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Clock, SystemClock } from '@vox/voice-core';

import { AgentsModule } from '../agents';
import { AuditModule } from '../audit';
import { ConversationModule, SessionChanges } from '../conversation';
import { DiscordModule } from '../discord';
import { SessionsModule } from '../sessions';
import { VoiceModule } from '../voice';
import { McpEndpoint } from './mcp-endpoint';
import { McpServers } from './mcp-servers';
import { Questions } from './questions';
import { AgentTools } from './tools/agent-tools';
import { SessionTools } from './tools/session-tools';
import { VoiceTools } from './tools/voice-tools';

/** `/mcp`: what other programs may have this server do, by the Model Context Protocol. */
@Module({
  imports: [
    AgentsModule,
    AuditModule,
    ConversationModule,
    DiscordModule,
    SessionsModule,
    VoiceModule,
  ],
  providers: [
    { provide: Clock, useClass: SystemClock },
    Questions,
    AgentTools,
    SessionTools,
    VoiceTools,
    McpServers,
    McpEndpoint,
  ],
})
export class McpServerModule implements OnApplicationBootstrap, OnApplicationShutdown {
  #end: (() => void) | undefined;

  constructor(
    private readonly changes: SessionChanges,
    private readonly questions: Questions,
  ) {}

  onApplicationBootstrap(): void {
    this.#end = this.changes.listen(({ type, sessionId }) => {
      if (type === 'ended') this.questions.onEnded(sessionId);
    });
  }

  onApplicationShutdown(): void {
    this.#end?.();
  }
}
