import { randomBytes } from 'node:crypto';

import type { DataSource, QueryRunner } from 'typeorm';

import { createDataSource } from './data-source';
import { runMigrations } from './run-migrations';

/** What brings a schema to that of the entities, and what takes it back. */
export type SchemaDifference = { readonly up: readonly string[]; readonly down: readonly string[] };

/** Entities are for people to change; a migration is what brings databases after them. */
export async function schemaDifference(dataSource: DataSource): Promise<SchemaDifference> {
  const createQueryRunner = dataSource.createQueryRunner.bind(dataSource);
  dataSource.createQueryRunner = (mode) => oneAtATime(createQueryRunner(mode));
  try {
    const { upQueries, downQueries } = await dataSource.driver.createSchemaBuilder().log();
    return {
      up: upQueries.map(({ query }) => query),
      down: downQueries.map(({ query }) => query).reverse(),
    };
  } finally {
    dataSource.createQueryRunner = createQueryRunner;
  }
}

/** TypeORM asks about all array columns at once over one connection, which pg warns of and will refuse (pg 9). */
function oneAtATime(runner: QueryRunner): QueryRunner {
  const query = runner.query.bind(runner) as (...args: unknown[]) => Promise<unknown>;
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = (...args: unknown[]) => {
    const result = last.then(() => query(...args));
    last = result.catch(() => undefined);
    return result;
  };
  runner.query = inTurn as typeof runner.query;
  return runner;
}

/**
 * The difference between the migrations there are and the entities, found in a database of its own on the server at `url`:
 * what people have stored is not touched.
 */
export async function missingMigration(url: string): Promise<SchemaDifference> {
  const name = `voxbridge_scratch_${randomBytes(6).toString('hex')}`;
  const home = await createDataSource(url, 1).initialize();
  try {
    await home.query(`create database ${name}`);
    try {
      return await differenceIn(named(url, name));
    } finally {
      await home.query(`drop database ${name}`);
    }
  } finally {
    await home.destroy();
  }
}

async function differenceIn(url: string): Promise<SchemaDifference> {
  const scratch = await createDataSource(url, 1).initialize();
  try {
    await runMigrations(scratch);
    return await schemaDifference(scratch);
  } finally {
    await scratch.destroy();
  }
}

function named(url: string, database: string): string {
  const parsed = new URL(url);
  parsed.pathname = `/${database}`;
  return parsed.href;
}

/** A migration as a file of `migrations/`, to be given its reason and listed in `data-source.ts`. */
export function migrationFile(
  name: string,
  timestamp: number,
  { up, down }: SchemaDifference,
): { readonly fileName: string; readonly text: string } {
  const words = name.split(/[^a-z0-9]+/iu).filter((word) => word !== '');
  const className = words.map((word) => `${word[0]?.toUpperCase()}${word.slice(1)}`).join('');
  const statements = (queries: readonly string[]) =>
    queries.map((query) => `    await queryRunner.query(\`${escaped(query)}\`);\n`).join('');
  return {
    fileName: `${timestamp}-${words.join('-').toLowerCase()}.ts`,
    text: `import type { MigrationInterface, QueryRunner } from 'typeorm';

export class ${className}${timestamp} implements MigrationInterface {
  readonly name = '${className}${timestamp}';

  async up(queryRunner: QueryRunner): Promise<void> {
${statements(up)}  }

  async down(queryRunner: QueryRunner): Promise<void> {
${statements(down)}  }
}
`,
  };
}

function escaped(query: string): string {
  return query.replaceAll('\\', '\\\\').replaceAll('`', '\\`').replaceAll('${', '\\${');
}
