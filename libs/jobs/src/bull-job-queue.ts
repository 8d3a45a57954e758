import {
  errorCode,
  isDatabaseUnavailable,
  isPermanentDatabaseError,
  tryAgain,
} from '@vox/database';
import { Logger } from '@nestjs/common';
import { ErrorCode } from 'bullmq';

import { BACKOFF_TYPE, MAX_ATTEMPTS } from './backoff';
import { type AnyQueue, openQueue, type QueueConnection } from './bull-connection';
import {
  isAskedForAnew,
  jobCatalogue,
  type JobInput,
  type JobName,
  type QueueName,
  queueNames,
  queues,
  retriesOf,
} from './job-catalogue';
import {
  type JobOutcome,
  type JobPage,
  JobQueue,
  type JobQueueHealth,
  JobRefusedError,
  type JobState,
  type JobView,
} from './job-queue.port';
import { toJobView } from './job-view';
import { purgeJobs } from './purge-jobs';
import { ThrottledWarning } from './throttled-warning';
import { answered, withTimeout } from './with-timeout';

const ADD_TIMEOUT_MS = 10_000;
const HEALTH_TIMEOUT_MS = 1000;

/** Jobs that were given up are kept to be looked at, not for ever; one that is done holds words for nothing. */
const KEEP_FAILED = { count: 1000 };

/** `JobQueue` on BullMQ, backed by PostgreSQL or Redis. Owned by `JobsModule`, which closes it. */
export class BullJobQueue extends JobQueue {
  readonly #lostConnection = new ThrottledWarning(
    new Logger('JobQueue'),
    'The queue lost a connection',
  );
  readonly #queues = new Map<QueueName, AnyQueue>();
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
          removeOnComplete: true,
          removeOnFail: KEEP_FAILED,
        },
      });
      queue.on('error', (error) => {
        this.#lostConnection.log({ code: errorCode(error) });
      });
      this.#queues.set(name, queue);
    }
  }

  /**
   * Opens every queue; rejects, with everything closed again, when the backend does not answer within `timeoutMs`. A process that is
   * busy with its own start may look too late at an answer that came in time, and asks again.
   */
  static open(connection: QueueConnection, timeoutMs: number): Promise<BullJobQueue> {
    return tryAgain((leftMs) => BullJobQueue.#open(connection, leftMs), {
      timeoutMs,
      mayPass: isDatabaseUnavailable,
    });
  }

  static async #open(connection: QueueConnection, timeoutMs: number): Promise<BullJobQueue> {
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

  /** All of them, for who shows them. */
  get opened(): AnyQueue[] {
    return [...this.#queues.values()];
  }

  override async add<Name extends JobName>(
    name: Name,
    payload: JobInput<Name>,
    { jobId, delayMs }: { readonly jobId: string; readonly delayMs?: number },
  ): Promise<void> {
    const data = fitting(name, payload);
    await accepted(async () => {
      if (isAskedForAnew(name)) await this.#forgetFailed(name, jobId);
      await withTimeout(
        this.#of(name).add(name, data, {
          ...optionsOf(name, jobId),
          ...(delayMs === undefined ? {} : { delay: delayMs }),
        }),
        ADD_TIMEOUT_MS,
        'the queue did not take the job',
      );
    });
  }

  override async addAll<Name extends JobName>(
    name: Name,
    jobs: readonly { readonly payload: JobInput<Name>; readonly jobId: string }[],
  ): Promise<void> {
    const added = jobs.map(({ payload, jobId }) => ({
      name,
      data: fitting(name, payload),
      opts: optionsOf(name, jobId),
    }));
    const adding = () => this.#of(name).addBulk(added);
    await accepted(() => withTimeout(adding(), ADD_TIMEOUT_MS, 'the queue did not take the jobs'));
  }

  /** Where two ask at once the later one finds a job that waits, or removes what the other has added and adds it anew. */
  async #forgetFailed(name: JobName, jobId: string): Promise<void> {
    const { state } = await this.outcome(name, jobId);
    if (state === 'failed') await this.discard(name, jobId);
  }

  override async outcome(name: JobName, jobId: string): Promise<JobOutcome> {
    const job = await answered(this.#of(name).getJob(jobId));
    if (job === undefined) return { state: 'gone' };
    const state = await answered(job.getState());
    if (state === 'completed') return { state: 'done' };
    if (state === 'failed') {
      // It may have failed after it was read.
      const failed = await answered(this.#of(name).getJob(jobId));
      return { state, reason: failed?.failedReason ?? 'unknown' };
    }
    return { state: state === 'unknown' ? 'gone' : 'waiting' };
  }

  override async discard(name: JobName, jobId: string): Promise<void> {
    await answered(this.#of(name).remove(jobId));
  }

  override async purge(
    scope: 'failed' | 'all',
    isErased: (payloads: readonly unknown[]) => Promise<readonly boolean[]>,
  ): Promise<number> {
    let count = 0;
    for (const queue of this.#queues.values()) count += await purgeJobs(queue, scope, isErased);
    return count;
  }

  override async list(state: JobState, { limit, offset }: JobPage): Promise<JobView[]> {
    const found = await Promise.all(
      [...this.#queues].map(async ([name, queue]) => {
        const end = offset + limit - 1;
        const jobs = await answered(queue.getJobs([state], 0, end));
        // One that went while it was looked for.
        const there = jobs.filter((job) => (job as unknown) !== undefined);
        return there.map((job) => toJobView(job, name, state));
      }),
    );
    const newestFirst = found.flat().sort((one, other) => other.createdAtMs - one.createdAtMs);
    return newestFirst.slice(offset, offset + limit);
  }

  override async retry(jobId: string): Promise<'retried' | 'not-failed' | 'gone'> {
    const { job } = (await this.#find(jobId)) ?? {};
    if (job === undefined) return 'gone';
    const state = await answered(job.getState());
    if (state !== 'failed') return 'not-failed';
    // With all its tries before it.
    const anew = { resetAttemptsMade: true, resetAttemptsStarted: true };
    try {
      await answered(job.retry('failed', anew));
      return 'retried';
    } catch (error) {
      // Somebody else was faster.
      const { code } = error as { readonly code?: unknown };
      if (code === ErrorCode.JobNotInState) return 'not-failed';
      if (code === ErrorCode.JobNotExist) return 'gone';
      throw error;
    }
  }

  override async drop(jobId: string): Promise<'dropped' | 'in-work' | 'gone'> {
    const { queue } = (await this.#find(jobId)) ?? {};
    if (queue === undefined) return 'gone';
    const count = await answered(queue.remove(jobId));
    return count > 0 ? 'dropped' : 'in-work';
  }

  /**
   * Jobs of these queues that could be taken now, without those that wait for their next try. Rejects when the queue
   * cannot be asked.
   */
  async ready(names: readonly QueueName[]): Promise<number> {
    const counts = await Promise.all(
      names.map((name) => answered(this.#queue(name).getJobCounts('waiting'))),
    );
    return counts.reduce((sum, { waiting = 0 }) => sum + waiting, 0);
  }

  override async health(): Promise<JobQueueHealth> {
    const backend = this.#backend;
    try {
      let [waiting, failed] = [0, 0];
      let workers: number | undefined = Infinity;
      for (const [name, queue] of this.#queues) {
        const asked = Promise.all([
          queue.getJobCounts('waiting', 'delayed', 'failed'),
          // A hosted Redis may not tell who is connected.
          queue.getWorkersCount().catch(() => undefined),
        ]);
        const [counts, takers] = await withTimeout(asked, HEALTH_TIMEOUT_MS, 'no answer');
        // A server takes its own queues as long as it runs.
        if (queues[name].takenBy === 'anywhere') {
          workers = takers === undefined ? undefined : Math.min(workers ?? takers, takers);
        }
        waiting += (counts['waiting'] ?? 0) + (counts['delayed'] ?? 0);
        failed += counts['failed'] ?? 0;
      }
      return {
        isHealthy: true,
        backend,
        waiting,
        failed,
        ...(workers === undefined ? {} : { workers }),
      };
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

  async #find(jobId: string) {
    for (const queue of this.#queues.values()) {
      const job = await answered(queue.getJob(jobId));
      if (job !== undefined) return { job, queue };
    }
    return undefined;
  }

  #of(name: JobName): AnyQueue {
    return this.#queue(jobCatalogue[name].queue);
  }

  #queue(name: QueueName): AnyQueue {
    const queue = this.#queues.get(name);
    if (queue === undefined) throw new Error(`no queue ${name}`);
    return queue;
  }
}

/** @throws JobRefusedError */
function fitting<Name extends JobName>(name: Name, payload: JobInput<Name>): unknown {
  const parsed = jobCatalogue[name].payload.safeParse(payload);
  if (parsed.success) return parsed.data;
  const fields = parsed.error.issues.map((issue) => issue.path.join('.'));
  throw new JobRefusedError(`the payload does not fit: ${fields.join(', ')}`);
}

function optionsOf(name: JobName, jobId: string): { jobId: string; attempts?: number } {
  const { attempts } = retriesOf(name) ?? {};
  return { jobId, ...(attempts === undefined ? {} : { attempts }) };
}

/** @throws JobRefusedError where the database of the queue will never take it, else what `adding` answers. */
async function accepted(adding: () => Promise<unknown>): Promise<void> {
  try {
    await adding();
  } catch (error) {
    if (!isPermanentDatabaseError(error)) throw error;
    throw new JobRefusedError(`the queue's database refused it (${errorCode(error)})`);
  }
}
