import { rename } from 'node:fs/promises';

import type { DataSource } from 'typeorm';

import type { AppConfig } from '../config';
import { KeyFile } from './key-file';
import { SecretBox } from './secret-box';
import { type Rotated, SecretRotation } from './secret-rotation';
import { keyFilePath, secretBoxOf } from './secrets.module';

/** `isNewKey`: the key file holds another key than before. */
export type Replaced = Rotated & { readonly isNewKey: boolean };

/**
 * Seals all that is sealed in `database` with another key: SECRETS_KEY where it is set, to replace those of
 * SECRETS_KEY_PREVIOUS; else one that is made now and takes the place of the key file's.
 *
 * No server may run meanwhile that knows the old key file alone. What is cut short goes on when it is called again: the new key
 * waits in `secrets.key.next` until nothing needs the old one.
 *
 * @throws ConfigError when a key file cannot be read or written.
 */
export async function replaceKeys(config: AppConfig, database: DataSource): Promise<Replaced> {
  const rotateWith = (box: SecretBox) => new SecretRotation(box, config, database).rotate();
  if (config.secrets.SECRETS_KEY !== undefined) {
    return { ...(await rotateWith(secretBoxOf(config))), isNewKey: false };
  }
  const file = await keyFilePath(config);
  const former = await new KeyFile(async () => file).find();
  // Nothing was ever sealed.
  if (former === undefined) return { count: 0, unreadable: 0, isNewKey: false };
  const next = new KeyFile(async () => `${file}.next`);
  await next.findOrMake();
  const rotated = await rotateWith(
    new SecretBox(next, [former, ...config.secrets.SECRETS_KEY_PREVIOUS]),
  );
  await rename(`${file}.next`, file);
  return { ...rotated, isNewKey: true };
}
