import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server } from 'node:net';
import { pipeline } from 'node:stream/promises';

import { Pool } from 'pg';

import { postgresConnection } from '../../libs/jobs/src/bull-connection';
import { BullJobQueue } from '../../libs/jobs/src/bull-job-queue';
import { JobHandlers } from '../../libs/jobs/src/job-handler';
import { JobRunner } from '../../libs/jobs/src/job-runner';
import { silenceLogs } from './support/quiet-logger';
import { startTestDatabase, type TestDatabase } from './support/test-database';

silenceLogs();

const LOST_CONNECTIONS = 3;
/** A net, not a measure. */
const PATIENCE_MS = 60_000;

describe('A connection of the queue', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await startTestDatabase();
  });
  afterAll(() => database.stop());

  it('ends no process when it breaks between two queries of whoever took it from the pool', async () => {
    const pool = new Pool(postgresConnection(database.url));
    const idle: unknown[] = [];
    pool.on('error', (error) => idle.push(error));
    const taken = await pool.connect();
    const { rows } = await taken.query<{ pid: number }>('select pg_backend_pid() as pid');
    const broken = new Promise((resolve) => taken.once('end', resolve));
    await pool.query('select pg_terminate_backend($1)', [rows[0]?.pid]);
    await broken;
    await expect(taken.query('select 1')).rejects.toThrow();
    taken.release(true);
    expect((await pool.query('select 7 as seven')).rows).toEqual([{ seven: 7 }]);
    await pool.end();
    expect(idle).toEqual([]);
  });

  describe('where what opens it gets no answer at first', () => {
    let unsteady: Server;
    let lost = 0;
    let url = '';
    beforeEach(async () => {
      lost = 0;
      const { hostname, port } = new URL(database.url);
      unsteady = createServer((client) => {
        if (++lost <= LOST_CONNECTIONS) return client.destroy();
        const server = connect(Number(port), hostname);
        pipeline(client, server, client).catch(() => undefined);
      });
      await once(unsteady.listen(0, '127.0.0.1'), 'listening');
      const through = new URL(database.url);
      through.port = String((unsteady.address() as AddressInfo).port);
      url = through.href;
    });
    afterEach(() => once(unsteady.close(), 'close'));

    it('is opened all the same', async () => {
      const queue = await BullJobQueue.open({ backend: 'postgres', url }, PATIENCE_MS);
      expect(lost).toBeGreaterThan(LOST_CONNECTIONS);
      await queue.close();
    });

    it('has jobs taken all the same', async () => {
      const runner = await JobRunner.start({ backend: 'postgres', url }, new JobHandlers(), {
        queues: ['conversation'],
        concurrency: 1,
        timeoutMs: PATIENCE_MS,
        ready: () => Promise.resolve(0),
      });
      expect(lost).toBeGreaterThan(LOST_CONNECTIONS);
      await runner.close();
    });

    it('is given up when that stays so', async () => {
      lost = Number.NEGATIVE_INFINITY;
      await expect(BullJobQueue.open({ backend: 'postgres', url }, 1000)).rejects.toThrow(
        /Connection terminated|ECONNRESET/u,
      );
    });
  });
});
