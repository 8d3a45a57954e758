import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';

import { AppConfig } from '../../config';
import type { McpServer } from './mcp-server';
import { McpServers } from './mcp-servers';

/** The servers that MCP_SERVERS_FILE has started here; no request can add one. */
@Injectable()
export class ConfiguredMcpServers implements OnApplicationBootstrap {
  /** By name, which is their id. */
  readonly all: readonly McpServer[];

  constructor(
    config: AppConfig,
    private readonly servers: McpServers,
  ) {
    const programs = Object.entries(config.tools.MCP_SERVERS_FILE ?? {});
    this.all = programs.map(([name, { timeout_ms: timeoutMs, ...program }]) => {
      const place = { type: 'stdio', ...program } as const;
      return { id: name, name, place, timeoutMs, toolSettings: {} };
    });
  }

  onApplicationBootstrap(): void {
    this.servers.follow('stdio', this.all);
  }
}
