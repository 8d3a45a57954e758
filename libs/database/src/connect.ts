import { setTimeout as sleep } from 'node:timers/promises';

import { Logger } from '@nestjs/common';
import { ConfigError } from '@vox/voice-core';
import type { DataSource } from 'typeorm';

import { isDatabaseUnavailable } from './connection-error';
import { connectionOfDataSource } from './data-source';
import { whyRefused } from './why-refused';

const FIRST_DELAY_MS = 250;
const LONGEST_DELAY_MS = 5000;

/** `host:port/database` of a connection URL: fit for logs, because it leaves out user and password. */
export function describeDatabase(url: string): string {
  const parsed = new URL(url);
  return `${parsed.hostname}:${parsed.port === '' ? '5432' : parsed.port}${parsed.pathname}`;
}

/**
 * Opens `dataSource`, waiting up to `timeoutMs` for a database that is not there yet.
 *
 * @throws ConfigError that names the host when the database refuses us or does not appear in time.
 */
export async function connectWithRetry(dataSource: DataSource, timeoutMs: number): Promise<void> {
  const logger = new Logger('Database');
  const where = describeDatabase(connectionOfDataSource(dataSource).connectionString);
  const deadlineMs = performance.now() + timeoutMs;
  for (let delayMs = FIRST_DELAY_MS; ; delayMs = Math.min(delayMs * 2, LONGEST_DELAY_MS)) {
    try {
      await dataSource.initialize();
      return;
    } catch (error) {
      const reason = whyRefused(error);
      const isLastTry = performance.now() + delayMs >= deadlineMs;
      if (!isDatabaseUnavailable(error) || isLastTry) {
        throw new ConfigError([
          `DATABASE_URL: cannot connect to PostgreSQL at ${where} (${reason})`,
        ]);
      }
      logger.warn({ database: where, reason, retryInMs: delayMs }, 'Waiting for PostgreSQL');
      await sleep(delayMs);
    }
  }
}
