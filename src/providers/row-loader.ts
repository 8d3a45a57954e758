import { Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { errorCode } from '@vox/database';

/** Changes made through another server reach this one within this time. */
const RELOAD_EVERY_MS = 30_000;

/** Reads rows at the start, after each change, and again and again, and hands them to whom they are for. */
export abstract class RowLoader implements OnApplicationBootstrap, OnApplicationShutdown {
  readonly #logger = new Logger('Providers');
  /** What was warned of, by row and what is stored of it. */
  readonly #warned = new Set<string>();
  #timer: NodeJS.Timeout | undefined;
  #loading: Promise<void> = Promise.resolve();
  #isLoading = false;

  /** Reads them and hands them on. */
  protected abstract load(): Promise<void>;

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

  /** Resolves when the next request is asked of what is stored now. One at a time, so that the last to be asked is right. */
  reload(): Promise<void> {
    this.#loading = this.#loading.then(() => this.#load());
    return this.#loading;
  }

  /** Tells once of a row that cannot be asked. */
  protected warn(
    { id: providerId, name: provider, apiKey }: StoredRow,
    problem: string | undefined,
  ): void {
    const seen = `${providerId} ${apiKey ?? ''}`;
    if (!this.#warned.has(seen)) {
      this.#logger.warn({ providerId, provider, problem }, 'A provider is not asked');
    }
    this.#warned.add(seen);
  }

  /** Never rejects: whoever was asked before is asked on. */
  async #load(): Promise<void> {
    this.#isLoading = true;
    try {
      await this.load();
    } catch (error) {
      this.#logger.warn({ code: errorCode(error) }, 'The providers of the database cannot be read');
    } finally {
      this.#isLoading = false;
    }
  }
}

type StoredRow = { readonly id: string; readonly name: string; readonly apiKey: string | null };
