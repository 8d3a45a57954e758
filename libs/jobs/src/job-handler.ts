import { InvalidStateError } from '@vox/voice-core';

import {
  jobCatalogue,
  type JobName,
  jobNames,
  type JobPayload,
  type QueueName,
} from './job-catalogue';

/** Which try of a job it is. */
export type JobTry = {
  /** The first is 1. */
  readonly attempt: number;
  /** When it fails, the job is given up. */
  readonly isLast: boolean;
};

/** Does one kind of job. May be called twice with the same payload and must then do it once. */
export abstract class JobHandler<Name extends JobName = JobName> {
  abstract readonly jobName: Name;

  /** @throws PermanentJobError when trying again cannot help; anything else is tried again. */
  abstract handle(payload: JobPayload<Name>, attempt: JobTry): Promise<void>;
}

/** What is thrown when trying again cannot help. Its message holds nothing of the payload. */
export class PermanentJobError extends Error {
  override readonly name = 'PermanentJobError';
}

/** The handlers of this process. Rooms register theirs before the application has started (`onModuleInit`). */
export class JobHandlers {
  readonly #byName = new Map<string, JobHandler>();

  /** @throws InvalidStateError when that job has a handler already. */
  register<Name extends JobName>(handler: JobHandler<Name>): void {
    if (this.#byName.has(handler.jobName)) {
      throw new InvalidStateError(`Job ${handler.jobName} has two handlers`);
    }
    this.#byName.set(handler.jobName, handler);
  }

  /** @throws InvalidStateError when a job of the catalogue that comes in one of `queues` has no handler. */
  assertComplete(queues: readonly QueueName[]): void {
    const missing = jobNames.filter(
      (name) => queues.includes(jobCatalogue[name].queue) && !this.#byName.has(name),
    );
    if (missing.length > 0) {
      throw new InvalidStateError(`No handler for the jobs: ${missing.join(', ')}`);
    }
  }

  find(name: string): JobHandler | undefined {
    return this.#byName.get(name);
  }
}
