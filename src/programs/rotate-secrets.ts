import 'reflect-metadata';

import { EmbeddedPostgres } from '@vox/database';
import { ConfigError } from '@vox/voice-core';

import { type AppConfig, parseConfig } from '../config';
import { replaceKeys } from '../secrets';
import { runProgram, say, withDatabase } from './with-database';

const RUNS = 'the server runs and knows the key it began with: stop it, and run this again';

/** Seals every secret of the database with a new key, or with the one that SECRETS_KEY has now. */
runProgram(async () => {
  const config = parseConfig(process.env);
  if (config.secrets.SECRETS_KEY === undefined && (await isServerRunning(config))) {
    throw new ConfigError([RUNS]);
  }
  await withDatabase(config, async (database) => {
    const { count, unreadable, isNewKey } = await replaceKeys(config, database);
    if (isNewKey) say('There is a new key in secrets.key: back it up. Start servers anew.');
    say(`${count} secrets were sealed anew.`);
    if (unreadable === 0) return;
    say(`${unreadable} were sealed with a key that is gone: set them anew. The log says which.`);
    process.exitCode = 1;
  });
});

/** As far as its own database tells. */
async function isServerRunning({ database }: AppConfig): Promise<boolean> {
  if (database.DATABASE_URL !== undefined) return false;
  return (await EmbeddedPostgres.urlOfRunning(database.DATA_DIR)) !== undefined;
}
