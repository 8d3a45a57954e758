import { choice, env, integer, url } from './variables';

/** Variables that the server and the worker read alike: one .env reaches both, so what one takes the other takes. */
export const sharedVariables = {
  DATABASE_URL: env(url('postgres:', 'postgresql:').optional()),
  DATABASE_POOL_SIZE: env(integer(1, 200).default(10)),
  REDIS_URL: env(url('redis:', 'rediss:').optional()),
  LOG_LEVEL: env(choice(['fatal', 'error', 'warn', 'info', 'debug', 'trace']).default('info')),
} as const;
