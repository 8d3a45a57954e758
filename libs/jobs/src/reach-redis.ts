import { connect as connectPlain } from 'node:net';
import { connect as connectEncrypted } from 'node:tls';

import { errorCode, type ReachOptions, tryAgain } from '@vox/database';
import { ConfigError } from '@vox/voice-core';

const DEFAULT_PORT = 6379;
const ANSWER_TIMEOUT_MS = 5000;

/** What Redis answers to whom it will not serve; waiting does not help. */
const REFUSALS = /^-(NOAUTH|WRONGPASS|NOPERM|ERR)/u;

/** Redis is there and refuses us: `message` is its own. */
class Refused extends Error {}

/**
 * Waits until the Redis at `url` answers.
 *
 * BullMQ tries for 30 s without a word, and does not tell a wrong password from a machine that is off.
 * @throws ConfigError that names the host when Redis refuses us or does not appear in time.
 */
export async function reachRedis(url: string, options: ReachOptions): Promise<void> {
  const { timeoutMs, onWait, signal } = options;
  const { host } = new URL(url);
  await tryAgain(() => ask(url), {
    timeoutMs,
    mayPass: (error) => !(error instanceof Refused),
    onWait: (error) => onWait(`Waiting for Redis at ${host} (${reasonOf(error)})`),
    givenUp: (error) =>
      new ConfigError([`REDIS_URL: cannot connect to Redis at ${host} (${reasonOf(error)})`]),
    signal,
  });
}

const reasonOf = (error: unknown) => errorCode(error) ?? (error as Error).message;

/** One connection: who we are, which database, and whether it is there. @see https://redis.io/docs/latest/develop/reference/protocol-spec */
async function ask(url: string): Promise<void> {
  const commands = greeting(new URL(url));
  const socket = open(new URL(url));
  let answer = '';
  await new Promise<void>((resolve, reject) => {
    socket.setTimeout(ANSWER_TIMEOUT_MS, () => reject(new Error('no answer')));
    socket.on('error', reject);
    socket.on('close', () => reject(new Error('it hung up')));
    socket.on('data', (data: Buffer) => {
      answer += data.toString('latin1');
      const lines = answer.split('\r\n').slice(0, -1);
      const refusal = lines.find((line) => line.startsWith('-'));
      if (refusal !== undefined) {
        const words = refusal.slice(1, 120);
        reject(REFUSALS.test(refusal) ? new Refused(words) : new Error(words));
      } else if (!answer.startsWith('+')) reject(new Refused('it speaks no Redis'));
      else if (lines.length >= commands.length) resolve();
    });
    socket.write(commands.map(encoded).join(''));
  }).finally(() => socket.destroy());
}

function open({ protocol, hostname, port }: URL) {
  const host = hostname.replace(/^\[|\]$/gu, '');
  const to = { host, port: Number(port === '' ? DEFAULT_PORT : port) };
  return protocol === 'rediss:' ? connectEncrypted({ ...to, servername: host }) : connectPlain(to);
}

function greeting({ username, password, pathname }: URL): string[][] {
  const user = decodeURIComponent(username);
  const secret = decodeURIComponent(password);
  const database = pathname.slice(1);
  const name = user === '' ? [] : [user];
  return [
    ...(secret === '' ? [] : [['AUTH', ...name, secret]]),
    ...(/^\d+$/u.test(database) ? [['SELECT', database]] : []),
    ['PING'],
  ];
}

function encoded(words: readonly string[]): string {
  const parts = words.map((word) => `$${Buffer.byteLength(word)}\r\n${word}\r\n`);
  return `*${words.length}\r\n${parts.join('')}`;
}
