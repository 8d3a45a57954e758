import { randomUUID } from 'node:crypto';

import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { DatabaseModule } from '@vox/database';
import { JobHandlers, type JobName, JobQueue, JobsModule } from '@vox/jobs';

import { jobCatalogue, jobNames } from '../../libs/jobs/src/job-catalogue';
import { PermanentJobError } from '../../libs/jobs/src/job-handler';
import { eventually } from '../support/eventually';
import { silenceLogs } from './support/quiet-logger';
import { startTestDatabase, type TestDatabase } from './support/test-database';

silenceLogs();

/** The same on Redis too, where there is one: TEST_REDIS_URL=redis://127.0.0.1:6379 */
const redisUrl = process.env['TEST_REDIS_URL'];
const backends = [['PostgreSQL', undefined], ...(redisUrl ? [['Redis', redisUrl]] : [])];

describe.each(backends)('a job that was given up, on %s', (_name, queueUrl) => {
  let database: TestDatabase;
  let app: INestApplicationContext;
  let queue: JobQueue;
  /** What was done, and whether it comes to nothing. */
  let done: JobName[] = [];
  let isBroken = true;

  const register = (handlers: JobHandlers) => {
    const handle = (jobName: JobName) => () => {
      done.push(jobName);
      return isBroken ? Promise.reject(new PermanentJobError('broken')) : Promise.resolve();
    };
    const names = jobNames.filter((name) => jobCatalogue[name].queue !== 'conversation');
    for (const jobName of names) {
      handlers.register({ jobName, handle: handle(jobName) });
    }
  };

  beforeAll(async () => {
    database = await startTestDatabase();
    const root = {
      module: class TestModule {},
      imports: [
        DatabaseModule.forRoot({ url: database.url, poolSize: 5 }),
        JobsModule.forRoot({ runsHere: true, runsServerJobs: true, redisUrl: queueUrl }),
      ],
      providers: [{ provide: 'HANDLERS', useFactory: register, inject: [JobHandlers] }],
    };
    app = await NestFactory.createApplicationContext(root, { logger: false, abortOnError: false });
    await app.get(JobsModule).startTaking();
    queue = app.get(JobQueue);
  });
  beforeEach(() => {
    [done, isBroken] = [[], true];
  });
  afterAll(async () => {
    await app.close();
    await database.stop();
  });

  const until = (name: JobName, jobId: string, state: string) =>
    eventually(
      () => queue.outcome(name, jobId),
      (outcome) => outcome.state === state,
    );

  it.each([
    ['conversation.summarise-title', 'title'],
    ['conversation.summarise-history', 'summary'],
  ] as const)('is done once it is asked for again: %s', async (name, what) => {
    const sessionId = randomUUID();
    const jobId = `${what}-${sessionId}`;
    await queue.add(name, { sessionId }, { jobId });
    await until(name, jobId, 'failed');
    isBroken = false;
    // Two servers may ask at once.
    const ask = () => queue.add(name, { sessionId }, { jobId });
    await Promise.all([ask(), ask()]);
    await until(name, jobId, 'gone');
    expect(done.slice(0, 2)).toEqual([name, name]);
  });

  it('is done once it is asked for again in its hour, what has had its time', async () => {
    const name = 'privacy.apply-retention';
    await queue.add(name, {}, { jobId: 'apply-retention-1' });
    await until(name, 'apply-retention-1', 'failed');
    isBroken = false;
    await queue.add(name, {}, { jobId: 'apply-retention-1' });
    await until(name, 'apply-retention-1', 'gone');
  });

  it('is let alone where that is what became of it: a webhook’s message is not sent anew', async () => {
    const [deliveryId, webhookId, sessionId] = [randomUUID(), randomUUID(), randomUUID()];
    const what = { deliveryId, webhookId, sessionId, event: 'session.ended', atMs: 1 } as const;
    await queue.add('webhook.deliver', what, { jobId: `deliver-${deliveryId}` });
    await until('webhook.deliver', `deliver-${deliveryId}`, 'failed');
    isBroken = false;
    await queue.add('webhook.deliver', what, { jobId: `deliver-${deliveryId}` });
    expect(await queue.outcome('webhook.deliver', `deliver-${deliveryId}`)).toMatchObject({
      state: 'failed',
    });
    expect(done).toEqual(['webhook.deliver']);
  });
});
