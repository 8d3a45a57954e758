import 'reflect-metadata';

import { createDataSource, EmbeddedPostgres, reachDatabase, runMigrations } from '@vox/database';
import { ConfigError } from '@vox/voice-core';

import { type AppConfig, parseConfig } from '../config';
import { makeLoginLink } from '../login';

const DATABASE_WAIT_MS = 60_000;

const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** Prints a link that logs in once as who runs the server, whether or not it runs now. */
async function main(): Promise<void> {
  const config = parseConfig(process.env);
  const { DATABASE_URL, DATA_DIR } = config.database;
  const running = DATABASE_URL ?? (await EmbeddedPostgres.urlOfRunning(DATA_DIR));
  const own =
    running === undefined
      ? await EmbeddedPostgres.start({ dataDir: DATA_DIR, onProgress: say })
      : undefined;
  try {
    await print(running ?? own?.url ?? '', config);
  } finally {
    await own?.stop();
  }
}

async function print(url: string, { server, login }: AppConfig): Promise<void> {
  const reached = await reachDatabase(url, { timeoutMs: DATABASE_WAIT_MS, onWait: say });
  const database = await createDataSource(reached, 1).initialize();
  try {
    await runMigrations(database);
    const link = await makeLoginLink(
      database,
      login.PUBLIC_URL ?? `http://127.0.0.1:${server.PORT}`,
    );
    say(`Logs in as who runs the server, once and within 15 minutes:\n\n  ${link}\n`);
  } finally {
    await database.destroy();
  }
}

main().catch((error: unknown) => {
  const isExpected = error instanceof ConfigError;
  process.stderr.write(
    `\n${isExpected ? error.message : String((error as Error).stack ?? error)}\n`,
  );
  process.exitCode = 1;
});
