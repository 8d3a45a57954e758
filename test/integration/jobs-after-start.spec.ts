import { randomUUID } from 'node:crypto';

import type { OnApplicationBootstrap } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { DatabaseModule } from '@vox/database';
import { JobHandlers, JobQueue, JobsModule } from '@vox/jobs';

import { jobCatalogue, jobNames } from '../../libs/jobs/src/job-catalogue';
import { eventually } from '../support/eventually';
import { silenceLogs } from './support/quiet-logger';
import { startTestDatabase, type TestDatabase } from './support/test-database';

silenceLogs();

/** Answers of the queue that a room waits for: a job that may be taken is done long before. */
const ANSWERS = 30;

/** Reads what its handlers need when the application starts, as rooms do. */
class SlowRoom implements OnApplicationBootstrap {
  hasStarted = false;
  /** Of each job: whether the room had started. */
  readonly done: boolean[] = [];

  constructor(
    private readonly queue: JobQueue,
    handlers: JobHandlers,
  ) {
    for (const jobName of jobNames.filter((name) => jobCatalogue[name].queue !== 'conversation')) {
      const handle = () => Promise.resolve(void this.done.push(this.hasStarted));
      handlers.register({ jobName, handle });
    }
  }

  async onApplicationBootstrap(): Promise<void> {
    for (let count = 0; count < ANSWERS; count++) await this.queue.health();
    this.hasStarted = true;
  }
}

describe('jobs that are due when a process starts', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await startTestDatabase();
  });
  afterAll(() => database.stop());

  const start = (runsServerJobs: boolean) =>
    NestFactory.createApplicationContext(
      {
        module: class TestModule {},
        imports: [
          DatabaseModule.forRoot({ url: database.url, poolSize: 5 }),
          JobsModule.forRoot({ runsHere: false, runsServerJobs }),
        ],
        providers: [
          {
            provide: SlowRoom,
            useFactory: (queue: JobQueue, handlers: JobHandlers) => new SlowRoom(queue, handlers),
            inject: [JobQueue, JobHandlers],
          },
        ],
      },
      { logger: false, abortOnError: false },
    );

  it('are taken once its rooms have started', async () => {
    const before = await start(false);
    const sessionId = randomUUID();
    await before
      .get(JobQueue)
      .add('conversation.summarise-title', { sessionId }, { jobId: `title-${sessionId}` });
    await before.close();

    const app = await start(true);
    const { done } = app.get(SlowRoom);
    expect(done).toEqual([]);
    await app.get(JobsModule).startTaking();
    await eventually(
      () => done.length,
      (count) => count === 1,
    );
    expect(done).toEqual([true]);
    await app.close();
  });
});
