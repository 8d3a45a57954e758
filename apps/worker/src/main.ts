import 'reflect-metadata';

import { NestFactory } from '@nestjs/core';
import { reachDatabase } from '@vox/database';
import { JobsModule, reachRedis } from '@vox/jobs';
import { ConfigError } from '@vox/voice-core';
import { Logger } from 'nestjs-pino';

import { parseWorkerConfig } from './worker.config';
import { WorkerModule } from './worker.module';

/** In a compose file both start with the worker. */
const DATABASE_WAIT_MS = 60_000;
const REDIS_WAIT_MS = 30_000;

/** Runs jobs until SIGINT or SIGTERM, then finishes those in work. */
async function main(): Promise<void> {
  const config = parseWorkerConfig(process.env);
  const onWait = (message: string) => process.stdout.write(`${message} …\n`);
  const url = await reachDatabase(config.DATABASE_URL, { timeoutMs: DATABASE_WAIT_MS, onWait });
  if (config.REDIS_URL !== undefined) {
    await reachRedis(config.REDIS_URL, { timeoutMs: REDIS_WAIT_MS, onWait });
  }
  const app = await NestFactory.createApplicationContext(
    WorkerModule.forRoot({ ...config, DATABASE_URL: url }),
    // What is wrong is told below, without the log of the wiring before it.
    { bufferLogs: true, abortOnError: false, autoFlushLogs: false },
  );
  app.useLogger(app.get(Logger));
  app.flushLogs();
  await app.get(JobsModule).startTaking();
  process.stdout.write('\nVoxBridge worker is ready\n\n');

  let isStopping = false;
  const stop = () => {
    if (isStopping) return;
    isStopping = true;
    app.close().then(() => process.exit(0), fail);
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
}

function fail(error: unknown): never {
  const isExpected = error instanceof ConfigError;
  process.stderr.write(
    `\n${isExpected ? error.message : String((error as Error).stack ?? error)}\n`,
  );
  process.exit(1);
}

main().catch(fail);
