import { randomUUID } from 'node:crypto';

import { LoadSampleEntity } from '@vox/database';
import { DataSource } from 'typeorm';

import { ConversationModule } from '../../src/conversation';
import { LoadModule } from '../../src/load';
import { KEPT_DAYS, LoadSampler } from '../../src/load/load-sampler';
import { silenceLogs } from './support/quiet-logger';
import { startTestApp, type TestApp } from './support/test-app';
import { startTestDatabase, type TestDatabase } from './support/test-database';
silenceLogs();

const MINUTE_MS = 60_000;
const at = (day: number, hour: number, minute = 0) => Date.UTC(2026, 2, day, hour, minute);

describe('/api/usage/load', () => {
  let database: TestDatabase;
  let server: TestApp;

  beforeAll(async () => {
    database = await startTestDatabase();
    server = await startTestApp({
      url: database.url,
      rooms: [ConversationModule, LoadModule],
      environment: { MAX_SESSIONS: '40' },
    });
  });
  afterAll(async () => {
    await server.app.close();
    await database.stop();
  });

  const samples = () => server.app.get(DataSource).getRepository(LoadSampleEntity);
  const ask = async (query: string) => {
    const { status, body } = await server.request('GET', `/api/usage/load?${query}`);
    expect(status).toBe(200);
    return body;
  };

  it('adds up what servers noted at the same minute, and has the most and the mean of a step', async () => {
    const [one, other] = [randomUUID(), randomUUID()];
    await samples().insert([
      { at: new Date(at(1, 10, 0)), serverId: one, sessions: 4, capacity: 40 },
      { at: new Date(at(1, 10, 0)), serverId: other, sessions: 6, capacity: 40 },
      { at: new Date(at(1, 10, 1)), serverId: one, sessions: 3, capacity: 40 },
      { at: new Date(at(1, 23, 59)), serverId: one, sessions: 20, capacity: 40 },
      { at: new Date(at(2, 0)), serverId: one, sessions: 1, capacity: 40 },
    ]);
    const days = 'from=2026-03-01&to=2026-03-02';
    expect(await ask(`${days}&step=hour`)).toEqual([
      { day: '2026-03-01', hour: 10, most: 10, mean: 6.5, capacity: 80, minutes: 2 },
      { day: '2026-03-01', hour: 23, most: 20, mean: 20, capacity: 40, minutes: 1 },
      { day: '2026-03-02', hour: 0, most: 1, mean: 1, capacity: 40, minutes: 1 },
    ]);
    expect(await ask('from=2026-03-01&to=2026-03-01')).toEqual([
      { day: '2026-03-01', hour: null, most: 20, mean: 11, capacity: 80, minutes: 3 },
    ]);
    expect(
      (await server.request('GET', '/api/usage/load?from=2026-03-02&to=2026-03-01')).status,
    ).toBe(400);
  });

  it('notes a minute once, with what this server takes, and lets go of what is old', async () => {
    const sampler = server.app.get(LoadSampler);
    const old = new Date(at(10, 9) - KEPT_DAYS * 24 * 60 * MINUTE_MS - MINUTE_MS);
    await samples().insert({ at: old, serverId: randomUUID(), sessions: 1, capacity: 1 });
    await sampler.sample(at(10, 8, 30) + 1500);
    await sampler.sample(at(10, 8, 30) + 2500);
    expect(await samples().countBy({ at: old })).toBe(1);
    await sampler.sample(at(10, 9));
    expect(await samples().countBy({ at: old })).toBe(0);
    expect(await ask('from=2026-03-10&to=2026-03-10')).toEqual([
      { day: '2026-03-10', hour: null, most: 0, mean: 0, capacity: 40, minutes: 2 },
    ]);
  });
});
