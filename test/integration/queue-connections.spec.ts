import { Pool } from 'pg';

import { postgresConnection } from '../../libs/jobs/src/bull-connection';
import { startTestDatabase, type TestDatabase } from './support/test-database';

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
});
