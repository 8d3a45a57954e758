import { type DynamicModule, Module } from '@nestjs/common';
import { DatabaseModule } from '@vox/database';
import { JobsModule } from '@vox/jobs';
import { safePino } from '@vox/logging';
import { LoggerModule } from 'nestjs-pino';

import type { WorkerConfig } from './worker.config';

/** The jobs, and nothing that listens. */
@Module({})
export class WorkerModule {
  static forRoot(config: WorkerConfig): DynamicModule {
    return {
      module: WorkerModule,
      imports: [
        LoggerModule.forRoot({
          pinoHttp: { level: config.LOG_LEVEL, autoLogging: false, ...safePino() },
        }),
        DatabaseModule.forRoot({ url: config.DATABASE_URL, poolSize: config.DATABASE_POOL_SIZE }),
        JobsModule.forRoot({
          redisUrl: config.REDIS_URL,
          runsHere: true,
          concurrency: config.WORKER_CONCURRENCY,
        }),
      ],
    };
  }
}
