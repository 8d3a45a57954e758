import { type JobInput, recordTurnJobId } from '@vox/jobs';

import { BullJobQueue } from '../../libs/jobs/src/bull-job-queue';
import { JobHandler, JobHandlers } from '../../libs/jobs/src/job-handler';
import { JobRunner } from '../../libs/jobs/src/job-runner';
import { eventually } from '../support/eventually';
import { silenceLogs } from './support/quiet-logger';
import { startTestDatabase, type TestDatabase } from './support/test-database';
import { makeTurn } from './support/turns';
silenceLogs();

type Turn = JobInput<'conversation.record-turn'>;

/** Never comes back from its first job. */
class StuckHandler extends JobHandler<'conversation.record-turn'> {
  readonly jobName = 'conversation.record-turn';
  readonly done: string[] = [];
  #calls = 0;

  override handle({ turnId }: Turn): Promise<void> {
    this.#calls += 1;
    if (this.#calls === 1) return new Promise(() => undefined);
    this.done.push(turnId);
    return Promise.resolve();
  }
}

describe('a job runner that is stuck', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await startTestDatabase();
  });
  afterAll(() => database.stop());

  it('is replaced: what waits is done, and what it held as well', async () => {
    const connection = { backend: 'postgres', url: database.url } as const;
    const queue = await BullJobQueue.open(connection, 10_000);
    const handler = new StuckHandler();
    const handlers = new JobHandlers();
    handlers.register(handler);
    const runner = await JobRunner.start(connection, handlers, {
      queues: ['conversation'],
      concurrency: 1,
      timeoutMs: 10_000,
      ready: () => queue.ready(['conversation']),
      stuckMs: 1000,
    });
    const turns = [makeTurn(), makeTurn(), makeTurn()];
    for (const turn of turns) {
      const options = { jobId: recordTurnJobId(turn.turnId) };
      await queue.add('conversation.record-turn', turn, options);
    }
    await eventually(
      () => handler.done.length,
      (count) => count === 3,
    );
    expect(handler.done.toSorted()).toEqual(turns.map(({ turnId }) => turnId).toSorted());
    await runner.close();
    await queue.close();
  });
});
