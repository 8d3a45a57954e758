import { Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';

import { errorCode } from './connection-error';

/** Changes made through another server reach this one within this time. */
const RELOAD_EVERY_MS = 30_000;

/** Reads rows at the start, after each change, and again and again, and hands them to whom they are for. */
export abstract class RowLoader implements OnApplicationBootstrap, OnApplicationShutdown {
  protected readonly logger: Logger;
  #timer: NodeJS.Timeout | undefined;
  #loading: Promise<void> = Promise.resolve();
  #isLoading = false;

  /** @param what Is read, as the log calls it. */
  constructor(
    room: string,
    private readonly what: string,
  ) {
    this.logger = new Logger(room);
  }

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

  /** Resolves when what is stored now is in use. One at a time, so that the last to be asked is right. */
  reload(): Promise<void> {
    this.#loading = this.#loading.then(() => this.#load());
    return this.#loading;
  }

  /** Never rejects: what was read before stays in use. */
  async #load(): Promise<void> {
    this.#isLoading = true;
    try {
      await this.load();
    } catch (error) {
      this.logger.warn(
        { code: errorCode(error) },
        `The ${this.what} of the database cannot be read`,
      );
    } finally {
      this.#isLoading = false;
    }
  }
}
