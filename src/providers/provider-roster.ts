import {
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { errorCode, LlmProviderEntity } from '@vox/database';
import { Repository } from 'typeorm';

import { type LlmProviderRow, LlmProviders } from '../llm';
import { ProviderKeys } from './provider-keys';
import { inOrder } from './provider-page';

/** Changes made through another server reach this one within this time. */
const RELOAD_EVERY_MS = 30_000;

/** Hands the rows that may be asked to the language models: at the start, after each change, and again and again. */
@Injectable()
export class ProviderRoster implements OnApplicationBootstrap, OnApplicationShutdown {
  readonly #logger = new Logger('Providers');
  /** What was warned of, by row and what is stored of it. */
  readonly #warned = new Set<string>();
  #timer: NodeJS.Timeout | undefined;
  #loading: Promise<void> = Promise.resolve();
  #isLoading = false;

  constructor(
    @InjectRepository(LlmProviderEntity) private readonly rows: Repository<LlmProviderEntity>,
    private readonly keys: ProviderKeys,
    private readonly providers: LlmProviders,
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

  /** Resolves when the next reply is asked of what is stored now. One at a time, so that the last to be asked is right. */
  reload(): Promise<void> {
    this.#loading = this.#loading.then(() => this.#load());
    return this.#loading;
  }

  /** Never rejects: whoever was asked before is asked on. */
  async #load(): Promise<void> {
    this.#isLoading = true;
    try {
      const stored = await this.rows.findBy({ isEnabled: true });
      const opened = await Promise.all(stored.toSorted(inOrder).map((row) => this.#open(row)));
      this.providers.setRows(opened.flatMap((row) => row ?? []));
    } catch (error) {
      this.#logger.warn({ code: errorCode(error) }, 'The providers of the database cannot be read');
    } finally {
      this.#isLoading = false;
    }
  }

  async #open(stored: LlmProviderEntity): Promise<LlmProviderRow | undefined> {
    const { row, problem } = await this.keys.open(stored);
    if (row !== undefined) return row;
    const { id: providerId, name: provider } = stored;
    const seen = `${providerId} ${stored.apiKey ?? ''}`;
    if (!this.#warned.has(seen)) {
      this.#logger.warn({ providerId, provider, problem }, 'A provider is not asked');
    }
    this.#warned.add(seen);
    return undefined;
  }
}
