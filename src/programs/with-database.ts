import { createDataSource, EmbeddedPostgres, reachDatabase, runMigrations } from '@vox/database';
import { ConfigError } from '@vox/voice-core';
import type { DataSource } from 'typeorm';

import type { AppConfig } from '../config';

const DATABASE_WAIT_MS = 60_000;

/** For whoever started the program. */
export const say = (line: string): void => void process.stdout.write(`${line}\n`);

/**
 * The database of the configuration, migrated: the one it names, else the server's own, which is started for as long as `act`
 * takes where it does not run.
 */
export async function withDatabase(
  { database: { DATABASE_URL, DATA_DIR } }: AppConfig,
  act: (database: DataSource) => Promise<void>,
): Promise<void> {
  const running = DATABASE_URL ?? (await EmbeddedPostgres.urlOfRunning(DATA_DIR));
  const own =
    running === undefined
      ? await EmbeddedPostgres.start({ dataDir: DATA_DIR, onProgress: say })
      : undefined;
  try {
    const reached = await reachDatabase(running ?? own?.url ?? '', {
      timeoutMs: DATABASE_WAIT_MS,
      onWait: say,
    });
    const database = await createDataSource(reached, 1).initialize();
    try {
      await runMigrations(database);
      await act(database);
    } finally {
      await database.destroy();
    }
  } finally {
    await own?.stop();
  }
}

/** Ends with 1 and the message of what went wrong; with its stack where that says more. */
export function runProgram(main: () => Promise<void>): void {
  main().catch((error: unknown) => {
    const isExpected = error instanceof ConfigError;
    process.stderr.write(
      `\n${isExpected ? error.message : String((error as Error).stack ?? error)}\n`,
    );
    process.exitCode = 1;
  });
}
