import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { McpServerEntity, RowLoader } from '@vox/database';
import { Repository } from 'typeorm';

import { SecretHeaders } from '../secret-headers';
import { type McpServer, mcpServerOf } from './mcp-server';
import { McpServers } from './mcp-servers';

/** Hands the rows that may be asked to whom keeps a connection with each. */
@Injectable()
export class McpServerLoader extends RowLoader {
  constructor(
    @InjectRepository(McpServerEntity) private readonly rows: Repository<McpServerEntity>,
    private readonly secrets: SecretHeaders,
    private readonly servers: McpServers,
  ) {
    super('Tools', 'servers of tools');
  }

  protected override async load(): Promise<void> {
    const opened = (await this.rows.findBy({ isEnabled: true })).map((row) => this.#opened(row));
    this.servers.follow(
      'http',
      (await Promise.all(opened)).flatMap((server) => server ?? []),
    );
  }

  async #opened(row: McpServerEntity): Promise<McpServer | undefined> {
    const { headers, problem } = await this.secrets.open('mcp_servers.secret_headers', row);
    if (headers !== undefined) return mcpServerOf(row, headers);
    this.logger.warn({ server: row.name, problem }, 'A server of tools is not asked');
    return undefined;
  }
}
