import {
  type JobInput,
  type JobName,
  type JobOutcome,
  JobQueue,
  type JobQueueHealth,
  type TurnIdentity,
} from '@vox/jobs';

type Payload = JobInput<'conversation.record-turn'>;

/** A queue and the database behind it, in memory: what it takes is stored when the test says so, and can be lost. */
export class MemoryQueue extends JobQueue {
  /** Job ids in the order in which they were taken, again and again when they were. */
  readonly added: string[] = [];
  /** How many jobs came in each step of several. */
  readonly together: number[] = [];
  readonly discarded: string[] = [];
  readonly jobs = new Map<string, Payload>();
  readonly failed = new Map<string, string>();
  /** Ids of turns that the database has. */
  readonly stored = new Set<string>();
  isDown = false;
  /** Stores at once what it takes. */
  stores = true;
  attempts = 0;
  /** Throws what it answers to one payload, if anything. */
  refuse: (payload: Payload) => Error | undefined = () => undefined;

  /** `RecordedTurns` of this database. */
  readonly recorded = {
    settled: (turns: readonly TurnIdentity[]): Promise<Set<string>> => {
      if (this.isDown) return Promise.reject(new Error('down'));
      const ids = turns.map(({ turnId }) => turnId);
      return Promise.resolve(new Set(ids.filter((id) => this.stored.has(id))));
    },
  };

  override add<Name extends JobName>(
    _name: Name,
    payload: JobInput<Name>,
    { jobId }: { readonly jobId: string },
  ): Promise<void> {
    this.attempts++;
    if (this.isDown) return Promise.reject(new Error('down'));
    const turn = payload as Payload;
    const refusal = this.refuse(turn);
    if (refusal !== undefined) return Promise.reject(refusal);
    this.added.push(jobId);
    if (!this.failed.has(jobId)) this.jobs.set(jobId, turn);
    if (this.stores) this.work();
    return Promise.resolve();
  }

  override async addAll<Name extends JobName>(
    name: Name,
    jobs: readonly { readonly payload: JobInput<Name>; readonly jobId: string }[],
  ): Promise<void> {
    const isRefused = ({ payload }: { readonly payload: JobInput<Name> }) =>
      this.refuse(payload as Payload) !== undefined;
    if (jobs.some(isRefused)) throw new Error('one of them is refused');
    for (const { payload, jobId } of jobs) await this.add(name, payload, { jobId });
    this.together.push(jobs.length);
  }

  /** A worker stores all that waits. */
  work(): void {
    for (const [jobId, { turnId }] of this.jobs) {
      this.stored.add(turnId);
      this.jobs.delete(jobId);
    }
  }

  override outcome(_name: JobName, jobId: string): Promise<JobOutcome> {
    if (this.isDown) return Promise.reject(new Error('down'));
    const reason = this.failed.get(jobId);
    if (reason !== undefined) return Promise.resolve({ state: 'failed', reason });
    return Promise.resolve({ state: this.jobs.has(jobId) ? 'waiting' : 'gone' });
  }

  override discard(_name: JobName, jobId: string): Promise<void> {
    this.discarded.push(jobId);
    this.failed.delete(jobId);
    return Promise.resolve();
  }

  override async purge(
    _scope: 'failed' | 'all',
    isErased: (payloads: readonly unknown[]) => Promise<readonly boolean[]>,
  ): Promise<number> {
    if (this.isDown) throw new Error('down');
    const jobs = [...this.jobs];
    const erased = await isErased(jobs.map(([, payload]) => payload));
    const ids = jobs.filter((_job, index) => erased[index]).map(([jobId]) => jobId);
    for (const id of ids) this.jobs.delete(id);
    return ids.length;
  }

  override list(): Promise<[]> {
    return Promise.resolve([]);
  }

  override retry(): Promise<'gone'> {
    return Promise.resolve('gone');
  }

  override drop(): Promise<'gone'> {
    return Promise.resolve('gone');
  }

  override health(): Promise<JobQueueHealth> {
    return Promise.resolve({ isHealthy: !this.isDown, backend: 'postgres' });
  }
}
