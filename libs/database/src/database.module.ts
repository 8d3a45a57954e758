import { type DynamicModule, type FactoryProvider, Global, Logger, Module } from '@nestjs/common';
import { TypeOrmModule, type TypeOrmModuleOptions } from '@nestjs/typeorm';
import { DataSource, type DataSourceOptions } from 'typeorm';

import { connectWithRetry } from './connect';
import { dataSourceOptions } from './data-source';
import { DatabaseHealth } from './database-health';
import { reachDatabase } from './reach';
import { runMigrations } from './run-migrations';
import { seedDefaultAgent } from './seed';

export type DatabaseOptions = {
  /** `postgres://user:password@host:port/database` */
  readonly url: string;
  readonly poolSize: number;
};

/** How long boot waits for the database. */
const CONNECT_TIMEOUT_MS = 60_000;

/** Injection token of the options, for modules that open connections of their own (the queue). */
export const DATABASE_OPTIONS = Symbol('DATABASE_OPTIONS');

/** The options by themselves, for the data source to be made with. */
@Global()
@Module({})
class DatabaseOptionsModule {}

/**
 * The database for a whole process: `DataSource` (connected, migrated, seeded) and `DatabaseHealth`, global; rooms name
 * the entities they work on with `TypeOrmModule.forFeature` and are given their repositories.
 *
 * TypeOrmModule closes the pool when the application shuts down, after every module that is imported after this one.
 */
@Global()
@Module({})
export class DatabaseModule {
  static forRootAsync(
    options: Pick<FactoryProvider<DatabaseOptions>, 'useFactory' | 'inject'>,
  ): DynamicModule {
    const optionsModule: DynamicModule = {
      module: DatabaseOptionsModule,
      providers: [
        {
          provide: DATABASE_OPTIONS,
          useFactory: async (...given: unknown[]) => reached(await options.useFactory(...given)),
          inject: options.inject ?? [],
        },
      ],
      exports: [DATABASE_OPTIONS],
    };
    return {
      module: DatabaseModule,
      imports: [
        optionsModule,
        TypeOrmModule.forRootAsync({
          imports: [optionsModule],
          inject: [DATABASE_OPTIONS],
          useFactory: toTypeOrmOptions,
          dataSourceFactory: openDatabase,
        }),
      ],
      providers: [DatabaseHealth],
      exports: [DatabaseHealth],
    };
  }

  static forRoot(options: DatabaseOptions): DynamicModule {
    return DatabaseModule.forRootAsync({ useFactory: () => options });
  }
}

/** Whoever is given the options finds the database there, and knows for certain whether it is spoken to encrypted. */
async function reached(options: DatabaseOptions): Promise<DatabaseOptions> {
  const logger = new Logger('Database');
  const url = await reachDatabase(options.url, {
    timeoutMs: CONNECT_TIMEOUT_MS,
    onWait: (message) => logger.warn(message),
  });
  return { ...options, url };
}

function toTypeOrmOptions({ url, poolSize }: DatabaseOptions): TypeOrmModuleOptions {
  // What may be tried again is for `openDatabase` to know: its errors are final.
  return { ...dataSourceOptions(url, poolSize), toRetry: () => false };
}

async function openDatabase(options?: DataSourceOptions): Promise<DataSource> {
  if (options === undefined) throw new Error('TypeOrmModule gave no options');
  const dataSource = new DataSource(options);
  await connectWithRetry(dataSource, CONNECT_TIMEOUT_MS);
  try {
    await runMigrations(dataSource);
    await seedDefaultAgent(dataSource);
  } catch (error) {
    await dataSource.destroy();
    throw error;
  }
  return dataSource;
}
