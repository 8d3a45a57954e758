import { randomUUID } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import path from 'node:path';

import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { createDataSource, DatabaseModule } from '@vox/database';
import { JobQueue, JobsModule, RecordedTurns } from '@vox/jobs';
import { type SessionInfo, SystemClock, type TurnEnd } from '@vox/voice-core';
import type { DataSource } from 'typeorm';

import { parseConfig } from '../../src/config';
import { ServerIdentity } from '../../src/conversation/server-identity';
import { JournalState } from '../../src/persistence/journal-state';
import { TurnDispatcher } from '../../src/persistence/turn-dispatcher';
import { Redactor } from '../../src/redaction';
import { TurnJournal } from '../../src/persistence/turn-journal';
import { TurnRecorder } from '../../src/persistence/turn-recorder';
import { WaitingTurns } from '../../src/persistence/waiting-turns';
import { eventually } from '../support/eventually';
import { silenceLogs } from './support/quiet-logger';
import { startPostgresOn, startTestDatabase, type TestDatabase } from './support/test-database';
silenceLogs();

function turnEnd(index: number): TurnEnd {
  const startedAtMs = 1_700_000_000_000 + index * 10_000;
  return {
    type: 'turn-end',
    turnId: randomUUID(),
    outcome: 'completed',
    userText: `question ${index}`,
    replyText: `answer ${index}`,
    spokenText: `answer ${index}`,
    startedAtMs,
    endedAtMs: startedAtMs + 3000,
    latency: {},
    providers: {},
  };
}

describe('a finished turn', () => {
  let database: TestDatabase;

  beforeEach(async () => {
    database = await startTestDatabase();
  });
  afterEach(() => database.stop());

  const newSession = (): SessionInfo => ({
    sessionId: randomUUID(),
    userId: 'ann',
    channel: 'webrtc',
    agent: { id: randomUUID(), name: 'Vox', systemPrompt: 'x', llm: {}, tts: {} },
  });
  const startJobs = async (url: string) => {
    const context = await NestFactory.createApplicationContext(
      {
        module: class TestModule {},
        imports: [
          DatabaseModule.forRoot({ url, poolSize: 5 }),
          JobsModule.forRoot({ runsHere: true }),
        ],
      },
      { logger: false, abortOnError: false },
    );
    await context.get(JobsModule).startTaking();
    return context;
  };
  const startRecording = async (app: INestApplicationContext) => {
    const folder = path.join(database.dataDir, 'journal');
    const journal = new TurnJournal(folder);
    await journal.open();
    const clock = new SystemClock();
    const turns = new WaitingTurns(journal);
    const state = new JournalState(journal, turns, clock);
    const queue = app.get(JobQueue);
    const dispatcher = new TurnDispatcher(turns, queue, app.get(RecordedTurns), clock);
    dispatcher.start();
    const recorder = new TurnRecorder(
      journal,
      dispatcher,
      state,
      clock,
      new ServerIdentity(),
      new Redactor(parseConfig({})),
    );
    return { folder, dispatcher, recorder };
  };
  const stored = async (dataSource: DataSource, session: SessionInfo) => {
    const rows: { content: string }[] = await dataSource.query(
      'select content from messages where session_id = $1 order by sequence',
      [session.sessionId],
    );
    return rows.map(({ content }) => content);
  };
  const said = (count: number) =>
    Array.from({ length: count }, (_, n) => [`question ${n}`, `answer ${n}`]).flat();

  it('is stored, in order and once, when PostgreSQL is killed between its end and its write', async () => {
    const app = await startJobs(database.url);
    const { folder, dispatcher, recorder } = await startRecording(app);
    const session = newSession();
    for (let n = 0; n < 30; n++) {
      await recorder.keep(session, turnEnd(n));
      if (n === 10) process.kill(database.postgres.pid, 'SIGKILL');
    }
    const dataSource = createDataSource(database.url, 2);
    await eventually(
      () => dataSource.initialize(),
      () => true,
    );
    await eventually(
      async () => (await stored(dataSource, session)).length,
      (count) => count === 60,
      90_000,
    );
    expect(await stored(dataSource, session)).toEqual(said(30));
    await eventually(
      () => readdir(folder),
      (names) => names.length === 0,
    );
    await dataSource.destroy();
    await dispatcher.stop();
    await app.close();
  });

  it('is stored after a restart when database and server went down before its write', async () => {
    const first = await startJobs(database.url);
    const before = await startRecording(first);
    const session = newSession();
    await database.postgres.stop();
    for (let n = 0; n < 5; n++) await before.recorder.keep(session, turnEnd(n));
    await before.recorder.flush();
    await before.dispatcher.stop();
    await first.close();
    expect(await readdir(before.folder)).toHaveLength(5);

    const again = await startPostgresOn(database.dataDir);
    const second = await startJobs(again.url);
    const { folder, dispatcher } = await startRecording(second);
    const dataSource = await createDataSource(again.url, 2).initialize();
    await eventually(
      async () => (await stored(dataSource, session)).length,
      (count) => count === 10,
    );
    expect(await stored(dataSource, session)).toEqual(said(5));
    await eventually(
      () => readdir(folder),
      (names) => names.length === 0,
    );
    await dataSource.destroy();
    await dispatcher.stop();
    await second.close();
    await again.stop();
  });
});
