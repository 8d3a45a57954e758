import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { HttpToolEntity, RowLoader } from '@vox/database';
import { Repository } from 'typeorm';

import { SecretHeaders } from '../secret-headers';
import type { ToolDefinition } from '../tool-definition';
import { ToolsService } from '../tools.service';
import { type HttpTool, httpToolOf } from './http-tool';
import { HttpToolRequests } from './http-tool-requests';

/** Hands the rows that may be called to whom agents call. They are in memory, so that no answer waits for the database. */
@Injectable()
export class HttpToolLoader extends RowLoader {
  /** By what is stored of it: what has not changed stays, and its schema is not compiled anew. */
  #loaded: ReadonlyMap<string, ToolDefinition | undefined> = new Map();

  constructor(
    @InjectRepository(HttpToolEntity) private readonly rows: Repository<HttpToolEntity>,
    private readonly secrets: SecretHeaders,
    private readonly requests: HttpToolRequests,
    private readonly tools: ToolsService,
  ) {
    super('Tools', 'tools');
  }

  /** What of a row the loop takes. */
  definitionOf(tool: HttpTool): ToolDefinition {
    const { name, description, parameters, kind, isReadOnly, timeoutMs, method } = tool;
    const invoke: ToolDefinition['invoke'] = async (given, run) =>
      (await this.requests.send(tool, given, run)).result;
    const isDestructive = method === 'DELETE';
    const confirm = tool.confirm ?? undefined;
    const shown = { name, description, parameters, kind, isReadOnly, timeoutMs };
    return { ...shown, isDestructive, confirm, invoke };
  }

  protected override async load(): Promise<void> {
    const loaded = new Map<string, ToolDefinition | undefined>();
    for (const row of await this.rows.findBy({ isEnabled: true })) {
      const stored = JSON.stringify(row);
      const isLoaded = this.#loaded.has(stored);
      loaded.set(stored, isLoaded ? this.#loaded.get(stored) : await this.#opened(row));
    }
    this.#loaded = loaded;
    const found = [...loaded.values()].flatMap((tool) => tool ?? []);
    this.tools.setTools('http', found);
  }

  async #opened(row: HttpToolEntity): Promise<ToolDefinition | undefined> {
    const { headers, problem } = await this.secrets.open('http_tools.secret_headers', row);
    if (headers !== undefined) return this.definitionOf(httpToolOf(row, headers));
    this.logger.warn({ tool: row.name, problem }, 'A tool is not offered');
    return undefined;
  }
}
