import { InvalidStateError } from '@vox/voice-core';

import { type JobName, jobNames, type JobPayload } from './job-catalogue';

/** Does one kind of job. May be called twice with the same payload and must then do it once. */
export abstract class JobHandler<Name extends JobName = JobName> {
  abstract readonly jobName: Name;

  /** @throws PermanentJobError when trying again cannot help; anything else is tried again. */
  abstract handle(payload: JobPayload<Name>): Promise<void>;
}

export class PermanentJobError extends Error {
  override readonly name = 'PermanentJobError';
}

/** Every catalogue job with its one handler. */
export class JobHandlers {
  readonly #byName = new Map<string, JobHandler>();

  /** @throws InvalidStateError when a job of the catalogue has no handler, or two. */
  constructor(handlers: readonly JobHandler[]) {
    for (const handler of handlers) {
      if (this.#byName.has(handler.jobName)) {
        throw new InvalidStateError(`Job ${handler.jobName} has two handlers`);
      }
      this.#byName.set(handler.jobName, handler);
    }
    const missing = jobNames.filter((name) => !this.#byName.has(name));
    if (missing.length > 0) {
      throw new InvalidStateError(`No handler for the jobs: ${missing.join(', ')}`);
    }
  }

  find(name: string): JobHandler | undefined {
    return this.#byName.get(name);
  }
}
