import path from 'node:path';

import { Module } from '@nestjs/common';
import { resolveDataDir } from '@vox/database';

import { AppConfig } from '../config';
import { givenKey, KeyFile } from './key-file';
import { SecretBox } from './secret-box';

/** Seals with SECRETS_KEY, else with a key file in the data folder. */
export function secretBoxOf(config: AppConfig): SecretBox {
  const { SECRETS_KEY, SECRETS_KEY_PREVIOUS: previous } = config.secrets;
  const key =
    SECRETS_KEY === undefined ? new KeyFile(() => keyFilePath(config)) : givenKey(SECRETS_KEY);
  return new SecretBox(key, previous);
}

/** We write it under our own account, whichever the embedded database has. */
export async function keyFilePath({ database }: AppConfig): Promise<string> {
  const folder = await resolveDataDir({ configured: database.DATA_DIR, account: undefined });
  return path.join(folder, 'secrets.key');
}

/** What is kept secret in the database. */
@Module({
  providers: [{ provide: SecretBox, useFactory: secretBoxOf, inject: [AppConfig] }],
  exports: [SecretBox],
})
export class SecretsModule {}
