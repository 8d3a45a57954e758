import {
  errorCode,
  isDatabaseUnavailable,
  isPermanentDatabaseError,
  tryAgain,
} from '@vox/database';
import { Logger } from '@nestjs/common';
import { loggableError } from '@vox/logging';
import { type Job, UnrecoverableError } from 'bullmq';

import { backoffMs } from './backoff';
import { type AnyWorker, openWorker, type QueueConnection } from './bull-connection';
import { jobCatalogue, type JobName, type QueueName, queues, retriesOf } from './job-catalogue';
import { type JobHandlers, PermanentJobError } from './job-handler';
import { TakenQueue } from './taken-queue';
import { ThrottledWarning } from './throttled-warning';
import { withTimeout } from './with-timeout';

/** A worker that vanished with a job loses it to another after about this long. */
const LOCK_MS = 15_000;
const STALLED_CHECK_MS = 5000;
/** Each outage of the database stalls the jobs in work once; that alone never makes a job fail. */
const MAX_STALLS = 10_000;
const FETCH_RETRY_MS = 500;
/**
 * Longer than a job takes, where jobs are short (its statements end after 30 s), or than the next one of those that wait is
 * taken where there is a place; what waits meanwhile is safe in the queue.
 */
const STUCK_MS = 45_000;

export type JobRunnerOptions = {
  /** The queues whose jobs are taken here. */
  readonly queues: readonly QueueName[];
  /** Jobs in work at once. */
  readonly concurrency: number;
  /** How long the backend may take to answer at the start. */
  readonly timeoutMs: number;
  /** Jobs of a queue that could be taken now. */
  readonly ready: (queue: QueueName) => Promise<number>;
  /** How long nothing of a queue may be taken, or done, of what could be. */
  readonly stuckMs?: number;
};

/**
 * Takes jobs from every queue and hands them to their handlers, `concurrency` of each queue at a time.
 *
 * A worker that lost its connections in an outage may sit there for ever, holding places or waiting for a word that was
 * lost, while jobs pile up. One under whose eyes nothing moves is replaced, unless long jobs have all its places; what it still
 * held is taken over when its locks are over, and done once.
 */
export class JobRunner {
  readonly #logger = new Logger('JobRunner');
  readonly #lostConnection = new ThrottledWarning(this.#logger, 'The job runner lost a connection');
  readonly #taken: readonly TakenQueue[];
  #closed: Promise<void> | undefined;

  private constructor(
    private readonly connection: QueueConnection,
    private readonly handlers: JobHandlers,
    private readonly options: JobRunnerOptions,
  ) {
    this.#taken = options.queues.map((name) => this.#takes(name));
  }

  /**
   * Rejects, with everything closed again, when the backend does not answer within `timeoutMs`. A process that is busy with its own
   * start may look too late at an answer that came in time, and asks again.
   */
  static start(
    connection: QueueConnection,
    handlers: JobHandlers,
    options: JobRunnerOptions,
  ): Promise<JobRunner> {
    const start = (timeoutMs: number) =>
      JobRunner.#start(connection, handlers, { ...options, timeoutMs });
    return tryAgain(start, { timeoutMs: options.timeoutMs, mayPass: isDatabaseUnavailable });
  }

  static async #start(
    connection: QueueConnection,
    handlers: JobHandlers,
    options: JobRunnerOptions,
  ): Promise<JobRunner> {
    const runner = new JobRunner(connection, handlers, options);
    try {
      const ready = runner.#taken.map((queue) => queue.waitUntilReady());
      await withTimeout(Promise.all(ready), options.timeoutMs, 'the queue did not get ready');
      for (const queue of runner.#taken) queue.watch();
      return runner;
    } catch (error) {
      await runner.close();
      throw error;
    }
  }

  /** Takes no new job and waits for those in work. */
  close(): Promise<void> {
    this.#closed ??= Promise.allSettled(this.#taken.map((queue) => queue.close())).then(
      () => undefined,
    );
    return this.#closed;
  }

  #takes(name: QueueName): TakenQueue {
    const { concurrency, ready, stuckMs = STUCK_MS } = this.options;
    return new TakenQueue({
      concurrency,
      hasLongJobs: queues[name].hasLongJobs,
      stuckMs,
      ready: () => ready(name),
      open: (take) => this.#open(name, take),
      work: (job) => this.#process(job),
      onStandstill: (inWork) =>
        this.#logger.error(
          { queue: name, inWork },
          'Jobs wait and none is taken; starting to take them anew',
        ),
    });
  }

  #open(queueName: string, take: (job: Job) => Promise<void>): AnyWorker {
    const worker = openWorker(this.connection, queueName, take, {
      concurrency: this.options.concurrency,
      lockDuration: LOCK_MS,
      stalledInterval: STALLED_CHECK_MS,
      maxStalledCount: MAX_STALLS,
      runRetryDelay: FETCH_RETRY_MS,
      settings: {
        backoffStrategy: (attemptsMade, _type, _error, job) =>
          backoffMs(attemptsMade, Math.random, retriesOf(job?.name ?? '')),
      },
    });
    worker.on('error', (error) => {
      this.#lostConnection.log({ code: errorCode(error) });
    });
    worker.on('failed', (job, error) => {
      const attributes = { jobId: job?.id, error: error.name, code: errorCode(error) };
      if (error instanceof UnrecoverableError || isGivenUp(job)) {
        this.#logger.error({ ...attributes, reason: error.message }, 'A job failed for good');
      } else {
        this.#logger.warn({ ...attributes }, 'A job failed and will be tried again');
      }
    });
    return worker;
  }

  async #process(job: Job): Promise<void> {
    const handler = this.handlers.find(job.name);
    if (handler === undefined) throw new UnrecoverableError(`no handler for ${job.name}`);
    const payload = jobCatalogue[job.name as JobName].payload.safeParse(job.data);
    if (!payload.success) {
      const fields = payload.error.issues.map((issue) => issue.path.join('.'));
      throw new UnrecoverableError(`payload does not fit: ${fields.join(', ')}`);
    }
    try {
      const attempt = job.attemptsMade + 1;
      await handler.handle(payload.data, { attempt, isLast: attempt >= (job.opts.attempts ?? 1) });
    } catch (error) {
      if (error instanceof PermanentJobError) throw new UnrecoverableError(error.message);
      if (isPermanentDatabaseError(error)) {
        throw new UnrecoverableError(`the database refused it (${errorCode(error)})`);
      }
      throw withoutValues(error);
    }
  }
}

/** The queue keeps an error's message and its stack, for people to see: values in them may be words. */
function withoutValues(error: unknown): Error {
  const { type: name, message = 'failed', stack = '' } = loggableError(error);
  const code = errorCode(error);
  const kept = Object.assign(new Error(message), code === undefined ? {} : { code });
  return Object.assign(kept, { name, stack });
}

function isGivenUp(job: Job | undefined): boolean {
  return job !== undefined && job.attemptsMade >= (job.opts.attempts ?? 1);
}
