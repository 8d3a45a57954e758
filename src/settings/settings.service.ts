import { Injectable, Logger } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { errorCode, isDatabaseUnavailable, SettingEntity } from '@vox/database';
import { Clock, resolvedBefore } from '@vox/voice-core';
import { Repository } from 'typeorm';

import { isSettingName, RuntimeSettings, type SettingName } from '../config';
import { setLogLevel } from '../log';
import type { ChangeSettings } from './settings.schema';

/** What was set through another server holds here after this time. */
const READ_EVERY_MS = 5000;

/** Keeps the settings of this server as they are stored, for all servers of a database. */
@Injectable()
export class SettingsService {
  readonly #logger = new Logger('Settings');
  readonly #stopping = new AbortController();
  #running: Promise<void> = Promise.resolve();
  #told = '';

  constructor(
    @InjectRepository(SettingEntity) private readonly stored: Repository<SettingEntity>,
    private readonly settings: RuntimeSettings,
    private readonly clock: Clock,
  ) {}

  /** Resolves when what is stored holds, or cannot be read: it does later, then. */
  async start(): Promise<void> {
    await this.#readIfPossible();
    this.#running = this.#keepReading();
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
  }

  /** Stores what is named, and takes away what is null; it holds here when this resolves. */
  async change(changes: ChangeSettings): Promise<void> {
    const named = Object.entries(changes).filter(([, value]) => value !== undefined);
    await this.stored.manager.transaction(async (manager) => {
      for (const [name, value] of named) {
        if (value === null) await manager.delete(SettingEntity, { name });
        else if (value !== undefined)
          await manager.upsert(SettingEntity, { name, value }, ['name']);
      }
    });
    await this.#read();
    this.#logger.log({ settings: named.map(([name]) => name) }, 'Settings were changed');
  }

  async #keepReading(): Promise<void> {
    const { signal } = this.#stopping;
    for (;;) {
      await this.clock.sleepUntil(this.clock.nowMs() + READ_EVERY_MS, signal);
      if (signal.aborted) return;
      // A database that does not answer must not hold the end of the server.
      await resolvedBefore(this.#readIfPossible(), signal);
    }
  }

  /** While it is not, what was read last holds. */
  async #readIfPossible(): Promise<void> {
    try {
      await this.#read();
    } catch (error) {
      const about = { code: errorCode(error) };
      if (isDatabaseUnavailable(error)) this.#logger.debug(about, 'Settings are read later');
      else this.#logger.error({ ...about, err: error }, 'Settings cannot be read');
    }
  }

  async #read(): Promise<void> {
    const rows = await this.stored.find();
    const unknown = rows.filter(({ name }) => !isSettingName(name)).map(({ name }) => name);
    const known = rows
      .filter(({ name }) => isSettingName(name))
      .map(({ name, value }) => [name as SettingName, value] as const);
    this.#warn([...unknown, ...this.settings.replace(new Map(known))]);
    setLogLevel(this.settings.config.server.LOG_LEVEL);
  }

  /** Once for the same. */
  #warn(unusable: readonly string[]): void {
    const told = unusable.join(', ');
    if (told !== '' && told !== this.#told) {
      this.#logger.warn(
        { settings: unusable },
        'Stored settings mean nothing here: set them again',
      );
    }
    this.#told = told;
  }
}
