import { ConfigError } from '@vox/voice-core';
import { Client } from 'pg';

import { describeDatabase } from './connect';
import { errorCode, isDatabaseUnavailable } from './connection-error';
import { connectionOf, sslModeOf, withSslMode } from './encryption';
import { tryAgain } from './try-again';
import { whyRefused } from './why-refused';

const CONNECT_TIMEOUT_MS = 5000;

export type ReachOptions = {
  /** How long a database that is not there is waited for. */
  readonly timeoutMs: number;
  /** Told, in words for people, of the first vain try and about every ten seconds from then on. */
  readonly onWait: (message: string) => void;
  /** Ends the wait. */
  readonly signal?: AbortSignal | undefined;
};

/**
 * Waits until the database at `url` takes connections.
 *
 * @returns the URL to go on with: `sslmode` in it says for certain whether the server is spoken to encrypted, which
 * `prefer` and `allow` leave open.
 * @throws ConfigError that names the host, and a way out where there is one, when the database refuses us or does not
 * appear in time.
 */
export async function reachDatabase(url: string, options: ReachOptions): Promise<string> {
  const { timeoutMs, onWait, signal } = options;
  const where = describeDatabase(url);
  return tryAgain(() => connectOnce(url), {
    timeoutMs,
    mayPass: isDatabaseUnavailable,
    onWait: (error) => onWait(`Waiting for PostgreSQL at ${where} (${whyRefused(error)})`),
    givenUp: (error) =>
      error instanceof ConfigError
        ? error
        : new ConfigError([
            `DATABASE_URL: cannot connect to PostgreSQL at ${where} (${whyRefused(error)})`,
          ]),
    signal,
  });
}

/** As libpq: `prefer` tries encrypted first, `allow` plain first, and each the other where it is refused for that. */
async function connectOnce(url: string): Promise<string> {
  const mode = sslModeOf(url);
  if (mode !== 'prefer' && mode !== 'allow') return tried(url);
  const [encrypted, plain] = [withSslMode(url, 'no-verify'), withSslMode(url, 'disable')];
  const [first, second] = mode === 'prefer' ? [encrypted, plain] : [plain, encrypted];
  try {
    return await tried(first);
  } catch (error) {
    if (!isAboutEncryption(error)) throw error;
    return tried(second);
  }
}

async function tried(url: string): Promise<string> {
  const client = new Client({
    ...connectionOf(url),
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    application_name: 'voxbridge',
  });
  // A connection that is cut while the server starts shows up as a rejected call.
  client.on('error', () => undefined);
  try {
    await client.connect();
    return url;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** The server has no TLS, cannot agree on it, or has no line in `pg_hba.conf` for a connection of this kind. */
function isAboutEncryption(error: unknown): boolean {
  const code = errorCode(error) ?? '';
  const { message } = error as Error;
  return (
    code === '28000' ||
    /^(EPROTO|ERR_SSL|ERR_TLS)/u.test(code) ||
    /support SSL|SSL neg/u.test(message)
  );
}
