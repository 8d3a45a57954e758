import { createDataSource, EmbeddedPostgres, reachDatabase, runMigrations } from '@vox/database';
import { ConfigError } from '@vox/voice-core';
import type { DataSource } from 'typeorm';

import type { AppConfig } from '../config';

const DATABASE_WAIT_MS = 60_000;

/** For whoever started the program. */
export const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** What Ctrl-C and `kill` end a program with, as shells count it: 128 and the signal's number. */
const EXIT_CODES = { SIGINT: 130, SIGTERM: 143 } as const;

class Interrupted extends Error {
  constructor(readonly exitCode: number) {
    super('interrupted');
  }
}

/**
 * The database of the configuration, migrated: the one it names, else the server's own, which is started for as long as `act`
 * takes where it does not run, and stopped also when a signal ends the program. A second signal ends it at once.
 */
export async function withDatabase(
  { database: { DATABASE_URL, DATA_DIR } }: AppConfig,
  act: (database: DataSource) => Promise<void>,
): Promise<void> {
  const running = DATABASE_URL ?? (await EmbeddedPostgres.urlOfRunning(DATA_DIR));
  const { interrupted, release } = interruption();
  try {
    const own =
      running === undefined
        ? await EmbeddedPostgres.start({ dataDir: DATA_DIR, onProgress: say })
        : undefined;
    try {
      await Promise.race([interrupted, actOn(running ?? own?.url ?? '', act)]);
    } finally {
      await own?.stop();
    }
  } finally {
    release();
  }
}

async function actOn(url: string, act: (database: DataSource) => Promise<void>): Promise<void> {
  const reached = await reachDatabase(url, { timeoutMs: DATABASE_WAIT_MS, onWait: say });
  const database = await createDataSource(reached, 1).initialize();
  try {
    await runMigrations(database);
    await act(database);
  } finally {
    await database.destroy();
  }
}

/** `interrupted` rejects with the first signal that would end the process; `release` has signals end it again. */
function interruption(): { readonly interrupted: Promise<never>; readonly release: () => void } {
  const { promise: interrupted, reject } = Promise.withResolvers<never>();
  // While the database starts nobody waits for it yet.
  interrupted.catch(() => undefined);
  const release = (): void => void process.off('SIGINT', onSignal).off('SIGTERM', onSignal);
  const onSignal = (signal: NodeJS.Signals): void => {
    release();
    reject(new Interrupted(signal === 'SIGINT' ? EXIT_CODES.SIGINT : EXIT_CODES.SIGTERM));
  };
  process.on('SIGINT', onSignal).on('SIGTERM', onSignal);
  return { interrupted, release };
}

/** Ends with 1 and the message of what went wrong; with its stack where that says more. */
export function runProgram(main: () => Promise<void>): void {
  main().catch((error: unknown) => {
    // What the program was about goes on where the database is not its own.
    if (error instanceof Interrupted) process.exit(error.exitCode);
    const isExpected = error instanceof ConfigError;
    process.stderr.write(
      `\n${isExpected ? error.message : String((error as Error).stack ?? error)}\n`,
    );
    process.exitCode = 1;
  });
}
