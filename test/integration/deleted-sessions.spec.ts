import { DataSource } from 'typeorm';

import { RecordTurnHandler } from '../../libs/jobs/src/record-turn.handler';
import { SessionsModule } from '../../src/sessions';
import { silenceLogs } from './support/quiet-logger';
import { startTestApp, type TestApp } from './support/test-app';
import { startTestDatabase, type TestDatabase } from './support/test-database';
import { makeTurn } from './support/turns';
silenceLogs();

describe('a deleted session', () => {
  let database: TestDatabase;
  let server: TestApp;
  let handler: RecordTurnHandler;

  beforeAll(async () => {
    database = await startTestDatabase();
    server = await startTestApp({ url: database.url, rooms: [SessionsModule] });
    handler = server.app.get(RecordTurnHandler);
  });
  afterAll(async () => {
    await server.app.close();
    await database.stop();
  });

  const deleteStored = async (turn: ReturnType<typeof makeTurn>): Promise<string> => {
    await handler.handle(turn);
    const path = `/api/sessions/${turn.session.id}`;
    expect((await server.request('DELETE', path)).status).toBe(204);
    return path;
  };

  it('does not come back with a turn of it that waited to be written', async () => {
    const turn = makeTurn();
    const path = await deleteStored(turn);
    await handler.handle(makeTurn({ session: turn.session, startedAtMs: Date.now() - 5000 }));
    expect((await server.request('GET', path)).status).toBe(404);
  });

  it('begins anew with what is said after that', async () => {
    const turn = makeTurn();
    const path = await deleteStored(turn);
    const later = { startedAtMs: Date.now() + 1000, endedAtMs: Date.now() + 2000 };
    await handler.handle(makeTurn({ session: turn.session, ...later }));
    expect((await server.request('GET', path)).body).toMatchObject({ message_count: 2 });
  });

  it('is deleted whole when a turn of it is being written', async () => {
    const turn = makeTurn();
    const path = `/api/sessions/${turn.session.id}`;
    await handler.handle(turn);
    const late = Array.from({ length: 8 }, () =>
      handler.handle(makeTurn({ session: turn.session, startedAtMs: Date.now() - 5000 })),
    );
    const [deleted] = await Promise.all([server.request('DELETE', path), ...late]);
    expect(deleted?.status).toBe(204);
    const left: unknown[] = await server.app
      .get(DataSource)
      .query('select id from sessions where id = $1', [turn.session.id]);
    expect(left).toEqual([]);
  });
});
