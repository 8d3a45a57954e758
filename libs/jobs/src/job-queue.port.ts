import type { JobInput, JobName } from './job-catalogue';

export type JobQueueHealth = {
  readonly isHealthy: boolean;
  readonly backend: 'postgres' | 'redis';
  readonly waiting?: number;
  /** Given up after every retry, or refused for good: somebody should look. */
  readonly failed?: number;
  readonly detail?: string;
};

/** Work that is done later, at least once, also when this process dies. */
export abstract class JobQueue {
  /**
   * Resolves when the queue holds the job durably. A `jobId` that the queue knows already adds nothing.
   *
   * @throws ZodError when the payload does not fit the catalogue; any other error means that the queue
   * could not be reached: try again.
   */
  abstract add<Name extends JobName>(
    name: Name,
    payload: JobInput<Name>,
    options: { readonly jobId: string },
  ): Promise<void>;

  /** Never rejects; answers within about a second. */
  abstract health(): Promise<JobQueueHealth>;
}
