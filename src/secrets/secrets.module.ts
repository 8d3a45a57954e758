import path from 'node:path';

import { Module } from '@nestjs/common';
import { resolveDataDir } from '@vox/database';

import { AppConfig } from '../config';
import { givenKey, KeyFile } from './key-file';
import { SecretBox } from './secret-box';

/** What is kept secret in the database: sealed with SECRETS_KEY, else with a key file in the data folder. */
@Module({
  providers: [
    {
      provide: SecretBox,
      useFactory: ({ secrets, database }: AppConfig) => {
        const { SECRETS_KEY, SECRETS_KEY_PREVIOUS: previous } = secrets;
        if (SECRETS_KEY !== undefined) return new SecretBox(givenKey(SECRETS_KEY), previous);
        const locate = async () => {
          // We write it under our own account, whichever the embedded database has.
          const folder = await resolveDataDir({
            configured: database.DATA_DIR,
            account: undefined,
          });
          return path.join(folder, 'secrets.key');
        };
        return new SecretBox(new KeyFile(locate), previous);
      },
      inject: [AppConfig],
    },
  ],
  exports: [SecretBox],
})
export class SecretsModule {}
