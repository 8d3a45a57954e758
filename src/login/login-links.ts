import { LoginLinkEntity } from '@vox/database';
import { type DataSource, LessThanOrEqual } from 'typeorm';

import { hashOfSecret, randomSecret } from '../secrets';

/** Long enough to walk to another machine; whoever finds it in a log later finds nothing. */
const GOOD_FOR_MS = 15 * 60_000;

/** The part of the address that a browser sends to nobody, so that no log and no proxy has it. */
const FRAGMENT = '#log-in=';

/** Makes a link at `baseUrl` that logs in, once and within 15 minutes, as who runs the server. */
export async function makeLoginLink(database: DataSource, baseUrl: string): Promise<string> {
  const links = database.getRepository(LoginLinkEntity);
  await links.delete({ expiresAt: LessThanOrEqual(new Date()) });
  const token = randomSecret();
  await links.insert({
    tokenHash: hashOfSecret(token),
    expiresAt: new Date(Date.now() + GOOD_FOR_MS),
  });
  return `${baseUrl.replace(/\/+$/u, '')}/${FRAGMENT}${token}`;
}

/** Uses a link up: of two who come at once with the same, one is let in. @returns whether it was good. */
export async function useLoginLink(database: DataSource, token: string): Promise<boolean> {
  const done = await database
    .getRepository(LoginLinkEntity)
    .createQueryBuilder()
    .delete()
    .where('token_hash = :hash', { hash: hashOfSecret(token) })
    .returning('expires_at')
    .execute();
  const [used] = done.raw as { readonly expires_at: Date }[];
  return used !== undefined && used.expires_at.getTime() > Date.now();
}
