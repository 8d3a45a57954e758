import 'reflect-metadata';

import { NestFactory } from '@nestjs/core';
import { ConfigError } from '@vox/voice-core';
import { Logger } from 'nestjs-pino';

import { parseWorkerConfig } from './worker.config';
import { WorkerModule } from './worker.module';

/** Runs jobs until SIGINT or SIGTERM, then finishes those in work. */
async function main(): Promise<void> {
  const app = await NestFactory.createApplicationContext(
    WorkerModule.forRoot(parseWorkerConfig(process.env)),
    { bufferLogs: true, abortOnError: false },
  );
  app.useLogger(app.get(Logger));
  app.flushLogs();
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
