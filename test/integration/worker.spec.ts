import { NestFactory } from '@nestjs/core';
import { DatabaseModule } from '@vox/database';
import { JobQueue, JobsModule, recordTurnJobId } from '@vox/jobs';
import { DataSource } from 'typeorm';

import { eventually } from '../support/eventually';
import { silenceLogs } from './support/quiet-logger';
import { spawnTypeScript } from './support/spawn-typescript';
import { startTestDatabase } from './support/test-database';
import { makeTurn } from './support/turns';
silenceLogs();

const WORKER = require.resolve('../../apps/worker/src/main.ts');

describe('apps/worker', () => {
  it('writes what a server without jobs of its own has queued, and ends in order on SIGTERM', async () => {
    const database = await startTestDatabase();
    const app = await NestFactory.createApplicationContext(
      {
        module: class TestModule {},
        imports: [
          DatabaseModule.forRoot({ url: database.url, poolSize: 2 }),
          JobsModule.forRoot({ runsHere: false }),
        ],
      },
      { logger: false, abortOnError: false },
    );
    const turn = makeTurn();
    await app
      .get(JobQueue)
      .add('conversation.record-turn', turn, { jobId: recordTurnJobId(turn.turnId) });
    expect((await app.get(JobQueue).health()).waiting).toBe(1);

    const worker = spawnTypeScript(WORKER, { DATABASE_URL: database.url });
    await worker.waitFor(/worker is ready/);
    await eventually(
      () =>
        app
          .get(DataSource)
          .query<unknown[]>('select 1 from messages where turn_id = $1', [turn.turnId]),
      (rows) => rows.length === 2,
    );
    worker.child.kill('SIGTERM');
    expect(await worker.exit).toBe(0);
    expect(worker.output()).not.toContain('what time is it');
    await app.close();
    await database.stop();
  });

  it('says what is missing and exits 1 when it has no database', async () => {
    const worker = spawnTypeScript(WORKER);
    expect(await worker.exit).toBe(1);
    expect(worker.output()).toMatch(/DATABASE_URL: is required/);
  });
});
