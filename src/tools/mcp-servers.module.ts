import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { McpServerEntity } from '@vox/database';
import { Clock, SystemClock } from '@vox/voice-core';

import { SecretsModule } from '../secrets';
import { ConfiguredMcpServers } from './mcp/configured-mcp-servers';
import { McpServerLoader } from './mcp/mcp-server-loader';
import { McpServersController } from './mcp/mcp-servers.controller';
import { McpServers } from './mcp/mcp-servers';
import { McpServersService } from './mcp/mcp-servers.service';
import { SecretHeaders } from './secret-headers';
import { ToolsModule } from './tools.module';

/** `/api/mcp-servers`, and what agents call on them. Needs `DatabaseModule` beside it. */
@Module({
  imports: [SecretsModule, ToolsModule, TypeOrmModule.forFeature([McpServerEntity])],
  controllers: [McpServersController],
  providers: [
    { provide: Clock, useClass: SystemClock },
    ConfiguredMcpServers,
    McpServerLoader,
    McpServers,
    McpServersService,
    SecretHeaders,
  ],
})
export class McpServersModule {}
