import 'reflect-metadata';

import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

import {
  createDataSource,
  EmbeddedPostgres,
  type Loss,
  migrationFile,
  missingMigration,
  reachDatabase,
  runMigrations,
  undoNewestMigration,
} from '@vox/database';
import { ConfigError } from '@vox/voice-core';

import { parseMigrateConfig } from './migrate.config';

const DATABASE_WAIT_MS = 60_000;
const MIGRATIONS = 'libs/database/src/migrations';
const USAGE = 'migration:generate NAME [FOLDER], migration:up or migration:down';

const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** Does one command on DATABASE_URL, or on the server's own database while no server runs. */
async function main([command, ...args]: readonly string[]): Promise<void> {
  const [name = '', folder = MIGRATIONS] = args;
  if (command === 'generate' && !/[a-z]/iu.test(name)) {
    throw new ConfigError(['a migration needs a name: npm run migration:generate -- NAME']);
  }
  const config = parseMigrateConfig(process.env);
  const own =
    config.DATABASE_URL === undefined
      ? await EmbeddedPostgres.start({ dataDir: config.DATA_DIR, onProgress: say })
      : undefined;
  try {
    const url = await reachDatabase(config.DATABASE_URL ?? own?.url ?? '', {
      timeoutMs: DATABASE_WAIT_MS,
      onWait: say,
    });
    switch (command) {
      case 'generate':
        return await generate(url, name, folder);
      case 'up':
        return await up(url);
      case 'down':
        return await down(url);
      default:
        throw new ConfigError([`there is ${USAGE}`]);
    }
  } finally {
    await own?.stop();
  }
}

async function generate(url: string, name: string, folder: string): Promise<void> {
  const difference = await missingMigration(url);
  if (difference.up.length === 0) return say('The migrations make what the entities say');
  const { fileName, text } = migrationFile(name, Date.now(), difference);
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, fileName), text, { flag: 'wx' });
  say(`Wrote ${path.join(folder, fileName)}: list it in libs/database/src/data-source.ts`);
}

async function up(url: string): Promise<void> {
  const dataSource = await createDataSource(url, 1).initialize();
  try {
    const run = await runMigrations(dataSource);
    say(run.length === 0 ? 'The schema is up to date' : `Up: ${run.join(', ')}`);
  } finally {
    await dataSource.destroy();
  }
}

async function down(url: string): Promise<void> {
  const dataSource = await createDataSource(url, 1).initialize();
  try {
    const undone = await undoNewestMigration(dataSource, (name, losses) => {
      say(`Taking back ${name}`);
      for (const loss of losses) say(`Lost: ${inWords(loss)}`);
      if (losses.length === 0) say('Nothing is lost');
    });
    say(
      undone === undefined
        ? 'There is no migration to take back'
        : `Down: ${undone}. A server or worker of this version brings it up again at its start`,
    );
  } finally {
    await dataSource.destroy();
  }
}

function inWords({ table, column, count }: Loss): string {
  return column === undefined
    ? `table ${table} with ${count} rows`
    : `column ${table}.${column}, which ${count} rows have`;
}

main(process.argv.slice(2)).catch((error: unknown) => {
  const isExpected = error instanceof ConfigError;
  process.stderr.write(
    `\n${isExpected ? error.message : String((error as Error).stack ?? error)}\n`,
  );
  process.exitCode = 1;
});
