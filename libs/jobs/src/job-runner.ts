import { errorCode, isPermanentDatabaseError } from '@vox/database';
import { Logger } from '@nestjs/common';
import { type Job, UnrecoverableError } from 'bullmq';

import { backoffMs } from './backoff';
import { openWorker, type QueueConnection } from './bull-connection';
import { jobCatalogue, type JobName, queueNames } from './job-catalogue';
import { type JobHandlers, PermanentJobError } from './job-handler';
import { ThrottledWarning } from './throttled-warning';
import { withTimeout } from './with-timeout';

/** A worker that vanished with a job loses it to another after about this long. */
const LOCK_MS = 15_000;
const STALLED_CHECK_MS = 5000;
/** Each outage of the database stalls the jobs in work once; that alone never makes a job fail. */
const MAX_STALLS = 10_000;
const FETCH_RETRY_MS = 500;

/** Takes jobs from every queue and hands them to their handlers, `concurrency` at a time. */
export class JobRunner {
  readonly #logger = new Logger('JobRunner');
  readonly #lostConnection = new ThrottledWarning(this.#logger, 'The job runner lost a connection');
  readonly #workers: ReturnType<typeof openWorker>[] = [];
  #closed: Promise<void> | undefined;

  private constructor(private readonly handlers: JobHandlers) {}

  /** Rejects, with everything closed again, when the backend does not answer within `timeoutMs`. */
  static async start(
    connection: QueueConnection,
    handlers: JobHandlers,
    options: { readonly concurrency: number; readonly timeoutMs: number },
  ): Promise<JobRunner> {
    const runner = new JobRunner(handlers);
    for (const name of queueNames) runner.#open(connection, name, options.concurrency);
    try {
      const ready = runner.#workers.map((worker) => worker.waitUntilReady());
      await withTimeout(Promise.all(ready), options.timeoutMs, 'the queue did not get ready');
      return runner;
    } catch (error) {
      await runner.close();
      throw error;
    }
  }

  /** Takes no new job and waits for those in work. */
  close(): Promise<void> {
    this.#closed ??= Promise.allSettled(this.#workers.map((worker) => worker.close())).then(
      () => undefined,
    );
    return this.#closed;
  }

  #open(connection: QueueConnection, queueName: string, concurrency: number): void {
    const worker = openWorker(connection, queueName, (job: Job) => this.#process(job), {
      concurrency,
      lockDuration: LOCK_MS,
      stalledInterval: STALLED_CHECK_MS,
      maxStalledCount: MAX_STALLS,
      runRetryDelay: FETCH_RETRY_MS,
      settings: { backoffStrategy: (attemptsMade: number) => backoffMs(attemptsMade) },
    });
    worker.on('error', (error) => {
      this.#lostConnection.log({ code: errorCode(error) });
    });
    worker.on('failed', (job, error) => {
      const attributes = { jobId: job?.id, error: error.name, code: errorCode(error) };
      if (error instanceof UnrecoverableError) {
        this.#logger.error({ ...attributes, reason: error.message }, 'A job failed for good');
      } else {
        this.#logger.warn({ ...attributes }, 'A job failed and will be tried again');
      }
    });
    this.#workers.push(worker);
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
      await handler.handle(payload.data);
    } catch (error) {
      if (error instanceof PermanentJobError) throw new UnrecoverableError(error.message);
      if (isPermanentDatabaseError(error)) {
        throw new UnrecoverableError(`the database refused it (${errorCode(error)})`);
      }
      throw error;
    }
  }
}
