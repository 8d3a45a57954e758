import { Logger } from '@nestjs/common';
import { errorCode } from '@vox/database';
import { Redis } from 'ioredis';

const CONNECT_TIMEOUT_MS = 5000;

/** Says at start what Redis would lose. Never rejects: a Redis that does not tell how it is set is used all the same. */
export async function adviseOnRedis(url: string): Promise<void> {
  const logger = new Logger('JobQueue');
  const redis = new Redis(url, {
    lazyConnect: true,
    maxRetriesPerRequest: 1,
    connectTimeout: CONNECT_TIMEOUT_MS,
    retryStrategy: () => null,
  });
  redis.on('error', () => undefined);
  try {
    await redis.connect();
    for (const advice of redisAdvice(await redis.info())) logger.warn(advice);
  } catch (error) {
    logger.warn({ code: errorCode(error) }, 'Redis does not say whether it keeps jobs');
  } finally {
    redis.disconnect();
  }
}

/**
 * What is wrong with how a Redis is set that holds jobs, by its answer to INFO (which hosted ones give, where CONFIG is
 * closed).
 * @see https://redis.io/docs/latest/commands/info/
 */
export function redisAdvice(info: string): string[] {
  const fields = new Map(
    info.split(/\r?\n/u).flatMap((line) => {
      const [name, value] = line.split(':');
      return name === undefined || value === undefined ? [] : [[name, value.trim()] as const];
    }),
  );
  const advice: string[] = [];
  if (fields.get('aof_enabled') === '0') {
    advice.push(
      'Redis keeps no append-only file: jobs that wait are lost when it is killed, and come back from the journal of the server that made them. Start it with --appendonly yes',
    );
  }
  const policy = fields.get('maxmemory_policy');
  if (policy !== undefined && policy !== 'noeviction') {
    advice.push(
      `Redis may drop jobs that wait when its memory is full (maxmemory-policy is ${policy}). Start it with --maxmemory-policy noeviction`,
    );
  }
  return advice;
}
