import {
  type DynamicModule,
  type FactoryProvider,
  Global,
  Inject,
  Module,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { DataSource } from 'typeorm';

import { connectWithRetry } from './connect';
import { createDataSource } from './data-source';
import { DatabaseHealth } from './database-health';
import { runMigrations } from './run-migrations';
import { seedDefaultAgent } from './seed';

export type DatabaseOptions = {
  /** `postgres://user:password@host:port/database` */
  readonly url: string;
  readonly poolSize: number;
  /** How long boot waits for the database; 60 s when absent. */
  readonly connectTimeoutMs?: number;
};

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
          useFactory: options.useFactory,
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

async function openDatabase(options: DatabaseOptions): Promise<DataSource> {
  const dataSource = createDataSource(options.url, options.poolSize);
  await connectWithRetry(dataSource, options.url, options.connectTimeoutMs ?? 60_000);
  try {
    await runMigrations(dataSource, options.url);
    await seedDefaultAgent(dataSource);
  } catch (error) {
    await dataSource.destroy();
    throw error;
  }
  return dataSource;
}
