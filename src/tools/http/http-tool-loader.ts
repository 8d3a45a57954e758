import {
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { errorCode, HttpToolEntity } from '@vox/database';
import { Repository } from 'typeorm';

import type { ToolDefinition } from '../tool-definition';
import { ToolsService } from '../tools.service';
import { type HttpTool, httpToolOf } from './http-tool';
import { HttpToolRequests } from './http-tool-requests';
import { HttpToolSecrets } from './http-tool-secrets';

/** Changes made through another server reach this one within this time. */
const RELOAD_EVERY_MS = 30_000;

/**
 * Hands the rows that may be called to whom agents call: at the start, after each change, and again and again. They are in
 * memory, so that no answer waits for the database.
 */
@Injectable()
export class HttpToolLoader implements OnApplicationBootstrap, OnApplicationShutdown {
  readonly #logger = new Logger('Tools');
  /** By what is stored of it: what has not changed stays, and its schema is not compiled anew. */
  #loaded: ReadonlyMap<string, ToolDefinition | undefined> = new Map();
  #timer: NodeJS.Timeout | undefined;
  #loading: Promise<void> = Promise.resolve();
  #isLoading = false;

  constructor(
    @InjectRepository(HttpToolEntity) private readonly rows: Repository<HttpToolEntity>,
    private readonly secrets: HttpToolSecrets,
    private readonly requests: HttpToolRequests,
    private readonly tools: ToolsService,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.reload();
    this.#timer = setInterval(() => {
      // A database that is stuck must not pile up questions.
      if (!this.#isLoading) void this.reload();
    }, RELOAD_EVERY_MS).unref();
  }

  onApplicationShutdown(): void {
    clearInterval(this.#timer);
  }

  /** Resolves when the next turn is offered what is stored now. One at a time, so that the last to be asked is right. */
  reload(): Promise<void> {
    this.#loading = this.#loading.then(() => this.#load());
    return this.#loading;
  }

  /** What of a row the loop takes. */
  definitionOf(tool: HttpTool): ToolDefinition {
    const { name, description, parameters, kind, isReadOnly, timeoutMs } = tool;
    const invoke: ToolDefinition['invoke'] = async (given, run) =>
      (await this.requests.send(tool, given, run)).result;
    return { name, description, parameters, kind, isReadOnly, timeoutMs, invoke };
  }

  /** Never rejects: what was there before is called on. */
  async #load(): Promise<void> {
    this.#isLoading = true;
    try {
      const rows = await this.rows.findBy({ isEnabled: true });
      const loaded = new Map<string, ToolDefinition | undefined>();
      for (const row of rows) {
        const stored = JSON.stringify(row);
        loaded.set(
          stored,
          this.#loaded.has(stored) ? this.#loaded.get(stored) : await this.#opened(row),
        );
      }
      this.#loaded = loaded;
      this.tools.setHttp([...loaded.values()].flatMap((tool) => tool ?? []));
    } catch (error) {
      this.#logger.warn({ code: errorCode(error) }, 'The tools of the database cannot be read');
    } finally {
      this.#isLoading = false;
    }
  }

  async #opened(row: HttpToolEntity): Promise<ToolDefinition | undefined> {
    const { headers, problem } = await this.secrets.open(row);
    if (headers !== undefined) return this.definitionOf(httpToolOf(row, headers));
    this.#logger.warn({ tool: row.name, problem }, 'A tool is not offered');
    return undefined;
  }
}
