import { ConfigError } from '@vox/voice-core';
import { Client } from 'pg';

import { describeDatabase } from './connect';
import { connectionOf } from './encryption';

const CONNECT_TIMEOUT_MS = 5000;
const QUERY_TIMEOUT_MS = 5000;
/** A few milliseconds in all. */
const ROUNDS = 10;

/**
 * Makes sure that each connection to `url` is a session of PostgreSQL's own: a pooler in transaction mode gives the same one
 * to several connections in turn, and what was set or listened to in it is the next one's.
 *
 * @param whatFor Who needs it and why, for the message.
 * @throws ConfigError that says so and names the ways out.
 */
export async function assertOwnSessions(url: string, whatFor: string): Promise<void> {
  const [one, other] = [connectionTo(url), connectionTo(url)];
  try {
    await Promise.all([one.connect(), other.connect()]);
    const own = [await sessionOf(one), await sessionOf(other)];
    let isShared = own[0] === own[1];
    // In turn: a pooler gives the one what the other is done with, sooner or later where it has more to do.
    for (let round = 0; round < ROUNDS && !isShared; round++) {
      isShared = (await sessionOf(one)) !== own[0] || (await sessionOf(other)) !== own[1];
    }
    if (!isShared) return;
  } catch {
    // A database that does not answer now is told of by whoever needs it next, in words for that.
    return;
  } finally {
    for (const client of [one, other]) await client.end().catch(() => undefined);
  }
  throw new ConfigError([
    `DATABASE_URL: ${describeDatabase(url)} is a pooler in transaction mode, and ${whatFor}. ` +
      'Name PostgreSQL itself, or put the queue on Redis (REDIS_URL).',
  ]);
}

function connectionTo(url: string): Client {
  const client = new Client({
    ...connectionOf(url),
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    query_timeout: QUERY_TIMEOUT_MS,
    application_name: 'voxbridge',
  });
  // A connection that is cut shows up as a rejected call.
  client.on('error', () => undefined);
  return client;
}

/** The process that serves it, which PostgreSQL has one of for each session. */
async function sessionOf(client: Client): Promise<number> {
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
  return rows[0]?.pid ?? 0;
}
