import type { JobInput, JobName } from './job-catalogue';

export type JobQueueHealth = {
  readonly isHealthy: boolean;
  readonly backend: 'postgres' | 'redis';
  readonly waiting?: number;
  /** Given up after every retry, or refused for good: somebody should look. */
  readonly failed?: number;
  /** Connected takers of jobs, in whatever process; absent where the backend does not tell. */
  readonly workers?: number;
  readonly detail?: string;
};

/**
 * What became of a job. `gone`: the queue does not know it, because it was done and removed or because the queue lost it.
 */
export type JobOutcome =
  | { readonly state: 'waiting' | 'done' | 'gone' }
  /** Given up; `reason` holds nothing of the payload. */
  | { readonly state: 'failed'; readonly reason: string };

/** The queue works and will never take this job: its payload does not fit, or its backend cannot hold it. */
export class JobRefusedError extends Error {
  override readonly name = 'JobRefusedError';
}

export const jobStates = ['waiting', 'active', 'delayed', 'failed'] as const;
export type JobState = (typeof jobStates)[number];

/** A job as an operator sees it: whose it is, never what it carries. */
export type JobView = {
  readonly id: string;
  readonly name: string;
  readonly queue: string;
  readonly state: JobState;
  readonly attemptsMade: number;
  /** Tries in all. */
  readonly attempts: number;
  /** Epoch ms. */
  readonly createdAtMs: number;
  readonly finishedAtMs?: number;
  /** Why the last try failed, without values. */
  readonly reason?: string;
  /** Ids that its payload names. */
  readonly about: Readonly<Record<string, string>>;
};

/** Places in a list that may move while it is read. */
export type JobPage = { readonly limit: number; readonly offset: number };

/** Work that is done later, at least once, also when this process dies. */
export abstract class JobQueue {
  /**
   * Resolves when the queue holds the job, as durably as its backend does. A `jobId` that the queue knows already adds
   * nothing, but where its job was given up and is of those that are asked for anew (`isAskedForAnew` in the catalogue).
   *
   * @throws JobRefusedError when trying again cannot help; any other error means that the queue could not be reached, or
   * takes nothing now: try again.
   */
  abstract add<Name extends JobName>(
    name: Name,
    payload: JobInput<Name>,
    options: {
      readonly jobId: string;
      /** It is not taken before that has passed. */
      readonly delayMs?: number;
    },
  ): Promise<void>;

  /**
   * As `add`, several jobs in one step. They are of a kind that is not asked for anew.
   *
   * @throws as `add`, where one of them or the queue is at fault; then the queue has all of them or none.
   */
  abstract addAll<Name extends JobName>(
    name: Name,
    jobs: readonly { readonly payload: JobInput<Name>; readonly jobId: string }[],
  ): Promise<void>;

  /** Rejects when the queue cannot be reached. */
  abstract outcome(name: JobName, jobId: string): Promise<JobOutcome>;

  /** Removes a job that nobody works on; nothing happens when there is none. */
  abstract discard(name: JobName, jobId: string): Promise<void>;

  /**
   * Removes the jobs of which nothing may be kept, as far as nobody works on them.
   *
   * @param scope `failed`: those that were given up; `all`: those that wait, too.
   * @param isErased Says it for each payload. @returns how many. Rejects when the queue cannot be reached.
   */
  abstract purge(
    scope: 'failed' | 'all',
    isErased: (payloads: readonly unknown[]) => Promise<readonly boolean[]>,
  ): Promise<number>;

  /** Jobs in that state, the newest first. Rejects when the queue cannot be reached. */
  abstract list(state: JobState, page: JobPage): Promise<JobView[]>;

  /** Has a job that was given up tried again, with all its tries. Rejects when the queue cannot be reached. */
  abstract retry(jobId: string): Promise<'retried' | 'not-failed' | 'gone'>;

  /** Removes a job that nobody works on. Rejects when the queue cannot be reached. */
  abstract drop(jobId: string): Promise<'dropped' | 'in-work' | 'gone'>;

  /** Never rejects; answers within about a second. */
  abstract health(): Promise<JobQueueHealth>;
}
