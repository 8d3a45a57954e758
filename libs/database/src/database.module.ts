import {
  type DynamicModule,
  type FactoryProvider,
  Global,
  Inject,
  Logger,
  Module,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { DataSource } from 'typeorm';

import { connectWithRetry } from './connect';
import { createDataSource } from './data-source';
import { DatabaseHealth } from './database-health';
import { reachDatabase } from './reach';
import { runMigrations } from './run-migrations';
import { seedDefaultAgent } from './seed';

export type DatabaseOptions = {
  /** `postgres://user:password@host:port/database` */
  readonly url: string;
  readonly poolSize: number;
  /** How long boot waits for the database; 60 s when absent. */
  readonly connectTimeoutMs?: number;
};

const CONNECT_TIMEOUT_MS = 60_000;

/** Injection token of the options, for modules that open connections of their own (the queue). */
export const DATABASE_OPTIONS = Symbol('DATABASE_OPTIONS');

/**
 * The database for a whole process: `DataSource` (connected, migrated, seeded) and `DatabaseHealth`.
 * Global; closes the pool when the application shuts down, after every module that uses it.
 */
@Global()
@Module({})
export class DatabaseModule implements OnApplicationShutdown {
  constructor(@Inject(DataSource) private readonly dataSource: DataSource) {}

  static forRootAsync(
    options: Pick<FactoryProvider<DatabaseOptions>, 'useFactory' | 'inject'>,
  ): DynamicModule {
    return {
      module: DatabaseModule,
      providers: [
        {
          provide: DATABASE_OPTIONS,
          useFactory: async (...given: unknown[]) => reached(await options.useFactory(...given)),
          inject: options.inject ?? [],
        },
        { provide: DataSource, useFactory: openDatabase, inject: [DATABASE_OPTIONS] },
        DatabaseHealth,
      ],
      exports: [DATABASE_OPTIONS, DataSource, DatabaseHealth],
    };
  }

  static forRoot(options: DatabaseOptions): DynamicModule {
    return DatabaseModule.forRootAsync({ useFactory: () => options });
  }

  async onApplicationShutdown(): Promise<void> {
    if (this.dataSource.isInitialized) await this.dataSource.destroy();
  }
}

/** Whoever is given the options finds the database there, and knows for certain whether it is spoken to encrypted. */
async function reached(options: DatabaseOptions): Promise<DatabaseOptions> {
  const logger = new Logger('Database');
  const url = await reachDatabase(options.url, {
    timeoutMs: options.connectTimeoutMs ?? CONNECT_TIMEOUT_MS,
    onWait: (message) => logger.warn(message),
  });
  return { ...options, url };
}

async function openDatabase(options: DatabaseOptions): Promise<DataSource> {
  const dataSource = createDataSource(options.url, options.poolSize);
  await connectWithRetry(dataSource, options.url, options.connectTimeoutMs ?? CONNECT_TIMEOUT_MS);
  try {
    await runMigrations(dataSource, options.url);
    await seedDefaultAgent(dataSource);
  } catch (error) {
    await dataSource.destroy();
    throw error;
  }
  return dataSource;
}
