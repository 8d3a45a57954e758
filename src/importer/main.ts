import 'reflect-metadata';

import { NestFactory } from '@nestjs/core';
import { createDataSource, EmbeddedPostgres, reachDatabase, runMigrations } from '@vox/database';
import { ConfigError } from '@vox/voice-core';

import { type AppConfig, ConfigModule, parseConfig } from '../config';
import { RedactionModule, Redactor } from '../redaction';
import { SecretBox, SecretsModule } from '../secrets';
import { type ImportArguments, importArguments } from './arguments';
import { importVoxBridge1 } from './import-voxbridge1';
import { Predecessor } from './predecessor';

const DATABASE_WAIT_MS = 60_000;
const PAGE_SIZE = 500;
const POOL_SIZE = 2;

const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** Brings what VoxBridge 1 has kept into DATABASE_URL, or into the server's own database while no server runs. */
async function main(args: readonly string[]): Promise<void> {
  const given = importArguments(args, process.env);
  const config = parseConfig(process.env);
  const from = await Predecessor.open(given.url, { onWait: say, pageSize: PAGE_SIZE });
  try {
    const own =
      config.database.DATABASE_URL === undefined
        ? await EmbeddedPostgres.start({ dataDir: config.database.DATA_DIR, onProgress: say })
        : undefined;
    try {
      await bring(from, config.database.DATABASE_URL ?? own?.url ?? '', config, given);
    } finally {
      await own?.stop();
    }
  } finally {
    await from.close();
  }
}

async function bring(
  from: Predecessor,
  url: string,
  config: AppConfig,
  { encryptionKey }: ImportArguments,
): Promise<void> {
  const reached = await reachDatabase(url, { timeoutMs: DATABASE_WAIT_MS, onWait: say });
  const to = await createDataSource(reached, POOL_SIZE).initialize();
  const context = await NestFactory.createApplicationContext(
    {
      module: class ImportModule {},
      imports: [ConfigModule.forRoot(config), RedactionModule, SecretsModule],
    },
    { logger: false, abortOnError: false },
  );
  try {
    await runMigrations(to);
    const secrets = context.get(SecretBox, { strict: false });
    const redactor = context.get(Redactor, { strict: false });
    const report = await importVoxBridge1({ from, to, secrets, redactor, encryptionKey });
    for (const line of report.lines()) say(line);
  } finally {
    await context.close();
    await to.destroy();
  }
}

main(process.argv.slice(2)).catch((error: unknown) => {
  const isExpected = error instanceof ConfigError;
  process.stderr.write(
    `\n${isExpected ? error.message : String((error as Error).stack ?? error)}\n`,
  );
  process.exitCode = 1;
});
