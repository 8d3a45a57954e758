import { DataSource } from 'typeorm';

import { AppConfig } from '../../src/config';
import { SettingsModule } from '../../src/settings';
import { eventually } from '../support/eventually';
import { silenceLogs } from './support/quiet-logger';
import { startTestApp, type TestApp } from './support/test-app';
import { startTestDatabase, type TestDatabase } from './support/test-database';
silenceLogs();

type Setting = { name: string; value: unknown; source: string; environment_value: unknown };

describe('/api/settings', () => {
  let database: TestDatabase;
  let server: TestApp;
  let other: TestApp;

  const start = () =>
    startTestApp({
      url: database.url,
      rooms: [SettingsModule],
      environment: { SILENCE_THRESHOLD_MS: '900' },
    });
  beforeAll(async () => {
    database = await startTestDatabase();
    server = await start();
    other = await start();
  });
  afterAll(async () => {
    await server.app.close();
    await other.app.close();
    await database.stop();
  });

  const settings = (body: unknown) =>
    Object.fromEntries((body as Setting[]).map((one) => [one.name, one]));
  const get = async (app: TestApp = server) =>
    settings((await app.request('GET', '/api/settings')).body);
  const patch = (body: object) => server.request('PATCH', '/api/settings', body);

  it('hold from then on, at every server, until they are taken away', async () => {
    const { voice } = server.app.get(AppConfig);
    expect((await get())['SILENCE_THRESHOLD_MS']).toMatchObject({
      value: 900,
      source: 'environment',
    });
    const { status, body } = await patch({ SILENCE_THRESHOLD_MS: 450, BARGE_IN_STRATEGY: 'off' });
    expect(status).toBe(200);
    expect(settings(body)['SILENCE_THRESHOLD_MS']).toMatchObject({
      value: 450,
      source: 'settings',
      environment_value: 900,
    });
    expect(voice).toMatchObject({ SILENCE_THRESHOLD_MS: 450, BARGE_IN_STRATEGY: 'off' });
    await eventually(
      () => get(other),
      (all) => all['SILENCE_THRESHOLD_MS']?.value === 450,
    );
    const third = await start();
    expect(third.app.get(AppConfig).voice.SILENCE_THRESHOLD_MS).toBe(450);
    await third.app.close();
    await patch({ SILENCE_THRESHOLD_MS: null });
    expect((await get())['SILENCE_THRESHOLD_MS']).toMatchObject({
      value: 900,
      source: 'environment',
    });
    expect(voice).toMatchObject({ SILENCE_THRESHOLD_MS: 900, BARGE_IN_STRATEGY: 'off' });
  });

  it('are changed together or not at all', async () => {
    const refused = await patch({ TTS_RATE: 1.5, TTS_PITCH: 9 });
    expect(refused).toMatchObject({ status: 400, body: { field: 'TTS_PITCH' } });
    expect((await get())['TTS_RATE']).toMatchObject({ value: 1, source: 'environment' });
  });

  it('leave the environment where a newer version has stored what this one does not know', async () => {
    const dataSource = server.app.get(DataSource);
    await dataSource.query(
      "insert into settings (name, value) values ('LOG_LEVEL', 'chatty'), ('FUTURE', '1')",
    );
    const { status, body } = await patch({ TTS_RATE: 1.5 });
    expect(status).toBe(200);
    expect(settings(body)['LOG_LEVEL']).toMatchObject({ value: 'info', source: 'environment' });
    expect(settings(body)['TTS_RATE']).toMatchObject({ value: 1.5 });
  });
});
