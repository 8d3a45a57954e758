import {
  type DynamicModule,
  type FactoryProvider,
  Global,
  Inject,
  Logger,
  Module,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import {
  assertOwnSessions,
  DATABASE_OPTIONS,
  type DatabaseOptions,
  errorCode,
  WebhookEntity,
} from '@vox/database';
import { ConfigError } from '@vox/voice-core';
import { DataSource } from 'typeorm';

import type { QueueConnection } from './bull-connection';
import { BullJobQueue } from './bull-job-queue';
import { ErasedPayers } from './erased-payers';
import { type QueueName, queueNames, queues } from './job-catalogue';
import { JobBoard } from './job-board';
import { JobHandlers } from './job-handler';
import { JobQueue } from './job-queue.port';
import { JobRunner } from './job-runner';
import { reachRedis } from './reach-redis';
import { RecordTurnHandler } from './record-turn.handler';
import { RecordUsesHandler } from './record-uses.handler';
import { RecordedTurns } from './recorded-turns';
import { adviseOnRedis } from './redis-durability';
import { WebhookFanOut } from './webhook-fan-out';
import { whyNotOpened } from './why-not-opened';

export type JobsOptions = {
  /** Queue on this Redis; on the database when absent. */
  readonly redisUrl?: string | undefined;
  /** Run the jobs that any process may run in this one. */
  readonly runsHere: boolean;
  /** Run the jobs that only a server can: rooms register their handlers. False when absent. */
  readonly runsServerJobs?: boolean;
  /** Jobs in work at once; 4 when absent. */
  readonly concurrency?: number;
};

const JOBS_OPTIONS = Symbol('JOBS_OPTIONS');
const QUEUE_CONNECTION = Symbol('QUEUE_CONNECTION');
const READY_TIMEOUT_MS = 30_000;
const NEEDS_SESSIONS =
  'the job queue in the database needs sessions of its own (LISTEN/NOTIFY, search_path)';

/**
 * `JobQueue` for a whole process, and the jobs themselves where they run here: the start fails when one of them has no
 * handler, and whoever starts the process has them taken (`startTaking`). Global; needs `DatabaseModule` beside it. At shutdown
 * the jobs in work are finished first.
 */
@Global()
@Module({})
export class JobsModule implements OnApplicationBootstrap, OnApplicationShutdown {
  #runner: JobRunner | undefined;

  constructor(
    @Inject(JOBS_OPTIONS) private readonly options: JobsOptions,
    @Inject(QUEUE_CONNECTION) private readonly connection: QueueConnection,
    @Inject(BullJobQueue) private readonly queue: BullJobQueue,
    @Inject(JobHandlers) private readonly handlers: JobHandlers,
  ) {}

  static forRootAsync(
    options: Pick<FactoryProvider<JobsOptions>, 'useFactory' | 'inject'>,
  ): DynamicModule {
    return {
      module: JobsModule,
      providers: [
        { provide: JOBS_OPTIONS, useFactory: options.useFactory, inject: options.inject ?? [] },
        {
          provide: QUEUE_CONNECTION,
          useFactory: reachedConnection,
          inject: [JOBS_OPTIONS, DATABASE_OPTIONS],
        },
        { provide: BullJobQueue, useFactory: openJobQueue, inject: [QUEUE_CONNECTION] },
        { provide: JobQueue, useExisting: BullJobQueue },
        JobBoard,
        RecordTurnHandler,
        RecordUsesHandler,
        RecordedTurns,
        ErasedPayers,
        {
          provide: WebhookFanOut,
          useFactory: (database: DataSource, queue: JobQueue) =>
            new WebhookFanOut(database.getRepository(WebhookEntity), queue),
          inject: [DataSource, JobQueue],
        },
        {
          provide: JobHandlers,
          useFactory: (recordTurn: RecordTurnHandler, recordUses: RecordUsesHandler) => {
            const handlers = new JobHandlers();
            handlers.register(recordTurn);
            handlers.register(recordUses);
            return handlers;
          },
          inject: [RecordTurnHandler, RecordUsesHandler],
        },
      ],
      exports: [JobQueue, JobBoard, JobHandlers, RecordedTurns, ErasedPayers, WebhookFanOut],
    };
  }

  static forRoot(options: JobsOptions): DynamicModule {
    return JobsModule.forRootAsync({ useFactory: () => options });
  }

  /** @throws InvalidStateError when a job that is to run here has no handler. */
  onApplicationBootstrap(): void {
    this.handlers.assertComplete(this.#taken);
  }

  /**
   * Takes the jobs that are to run here, from now on. To be called once, when every room has started: Nest starts global modules
   * first, and a job that is due is taken at once, by a handler whose room may still read what it needs.
   * @throws when the queue does not answer.
   */
  async startTaking(): Promise<void> {
    const taken = this.#taken;
    if (taken.length === 0) return;
    this.#runner = await JobRunner.start(this.connection, this.handlers, {
      queues: taken,
      concurrency: this.options.concurrency ?? 4,
      timeoutMs: READY_TIMEOUT_MS,
      ready: (name) => this.queue.ready([name]),
    });
  }

  async onApplicationShutdown(): Promise<void> {
    await this.#runner?.close();
    await this.queue.close();
  }

  get #taken(): readonly QueueName[] {
    const { runsHere, runsServerJobs = false } = this.options;
    const runs = { anywhere: runsHere, server: runsServerJobs };
    return queueNames.filter((name) => runs[queues[name].takenBy]);
  }
}

/** The queue's place, once it answers. */
async function reachedConnection(
  { redisUrl }: JobsOptions,
  database: DatabaseOptions,
): Promise<QueueConnection> {
  // The database's options come when it has been reached.
  if (redisUrl === undefined) {
    await assertOwnSessions(database.url, NEEDS_SESSIONS);
    return { backend: 'postgres', url: database.url };
  }
  const logger = new Logger('JobQueue');
  const onWait = (message: string) => logger.warn(message);
  await reachRedis(redisUrl, { timeoutMs: READY_TIMEOUT_MS, onWait });
  return { backend: 'redis', url: redisUrl };
}

async function openJobQueue(connection: QueueConnection): Promise<BullJobQueue> {
  try {
    const queue = await BullJobQueue.open(connection, READY_TIMEOUT_MS);
    if (connection.backend === 'redis') void adviseOnRedis(connection.url);
    return queue;
  } catch (error) {
    const variable = connection.backend === 'redis' ? 'REDIS_URL' : 'DATABASE_URL';
    new Logger('JobQueue').error({ code: errorCode(error) }, 'The queue cannot be opened');
    throw new ConfigError([
      `${variable}: the job queue at ${new URL(connection.url).host} cannot be opened ` +
        `(${whyNotOpened(error)})`,
    ]);
  }
}
