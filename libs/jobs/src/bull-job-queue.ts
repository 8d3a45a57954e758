import { errorCode } from '@vox/database';
import { Logger } from '@nestjs/common';

import { BACKOFF_TYPE, MAX_ATTEMPTS } from './backoff';
import { openQueue, type QueueConnection } from './bull-connection';
import {
  jobCatalogue,
  type JobInput,
  type JobName,
  type QueueName,
  queueNames,
} from './job-catalogue';
import { JobQueue, type JobQueueHealth } from './job-queue.port';
import { ThrottledWarning } from './throttled-warning';
import { withTimeout } from './with-timeout';

const ADD_TIMEOUT_MS = 10_000;
const HEALTH_TIMEOUT_MS = 1000;

/** Finished jobs are kept to be looked at, not for ever. */
const KEEP_COMPLETED = { count: 100 };
const KEEP_FAILED = { count: 1000 };

/** `JobQueue` on BullMQ, backed by PostgreSQL or Redis. Owned by `JobsModule`, which closes it. */
export class BullJobQueue extends JobQueue {
  readonly #lostConnection = new ThrottledWarning(
    new Logger('JobQueue'),
    'The queue lost a connection',
  );
  readonly #queues = new Map<QueueName, ReturnType<typeof openQueue>>();
  readonly #backend: QueueConnection['backend'];
  #closed: Promise<void> | undefined;

  private constructor(connection: QueueConnection) {
    super();
    this.#backend = connection.backend;
    for (const name of queueNames) {
      const queue = openQueue(connection, name, {
        defaultJobOptions: {
          attempts: MAX_ATTEMPTS,
          backoff: { type: BACKOFF_TYPE },
          removeOnComplete: KEEP_COMPLETED,
          removeOnFail: KEEP_FAILED,
        },
      });
      queue.on('error', (error) => {
        this.#lostConnection.log({ code: errorCode(error) });
      });
      this.#queues.set(name, queue);
    }
  }

  /** Opens every queue; rejects, with everything closed again, when the backend does not answer. */
  static async open(connection: QueueConnection, timeoutMs: number): Promise<BullJobQueue> {
    const jobQueue = new BullJobQueue(connection);
    try {
      const ready = [...jobQueue.#queues.values()].map((queue) => queue.waitUntilReady());
      await withTimeout(Promise.all(ready), timeoutMs, 'the queue did not get ready');
      return jobQueue;
    } catch (error) {
      await jobQueue.close();
      throw error;
    }
  }

  override async add<Name extends JobName>(
    name: Name,
    payload: JobInput<Name>,
    options: { readonly jobId: string },
  ): Promise<void> {
    const entry = jobCatalogue[name];
    const parsed = entry.payload.parse(payload);
    await withTimeout(
      this.#queue(entry.queue).add(name, parsed, { jobId: options.jobId }),
      ADD_TIMEOUT_MS,
      'the queue did not take the job',
    );
  }

  override async health(): Promise<JobQueueHealth> {
    const backend = this.#backend;
    try {
      let [waiting, failed] = [0, 0];
      for (const queue of this.#queues.values()) {
        const asked = queue.getJobCounts('waiting', 'delayed', 'failed');
        const counts = await withTimeout(asked, HEALTH_TIMEOUT_MS, 'no answer');
        waiting += (counts['waiting'] ?? 0) + (counts['delayed'] ?? 0);
        failed += counts['failed'] ?? 0;
      }
      return { isHealthy: true, backend, waiting, failed };
    } catch (error) {
      return { isHealthy: false, backend, detail: errorCode(error) ?? 'connection failed' };
    }
  }

  close(): Promise<void> {
    this.#closed ??= Promise.allSettled(
      [...this.#queues.values()].map((queue) => queue.close()),
    ).then(() => undefined);
    return this.#closed;
  }

  #queue(name: QueueName): ReturnType<typeof openQueue> {
    const queue = this.#queues.get(name);
    if (queue === undefined) throw new Error(`no queue ${name}`);
    return queue;
  }
}
