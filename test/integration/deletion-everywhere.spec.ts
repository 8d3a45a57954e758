import { randomUUID } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { DiscordUserEntity } from '@vox/database';
import { JobQueue, recordTurnJobId } from '@vox/jobs';
import { type SessionInfo, SystemClock, type TurnEnd } from '@vox/voice-core';
import { DataSource } from 'typeorm';

import { RecordTurnHandler } from '../../libs/jobs/src/record-turn.handler';
import { ConversationService } from '../../src/conversation';
import { DiscordUserSettings } from '../../src/discord/settings/discord-user-settings';
import { PersistenceModule } from '../../src/persistence';
import { TurnJournal } from '../../src/persistence/turn-journal';
import { SessionsModule } from '../../src/sessions';
import { TurnObservers } from '../../src/voice';
import { eventually } from '../support/eventually';
import { silenceLogs } from './support/quiet-logger';
import { startTestApp, type TestApp } from './support/test-app';
import { startTestDatabase, type TestDatabase } from './support/test-database';
import { makeTurn } from './support/turns';
silenceLogs();

const SECRET = 'PLUMTREE';

/** The same on Redis too, where there is one: TEST_REDIS_URL=redis://127.0.0.1:6379 */
const redisUrl = process.env['TEST_REDIS_URL'];
const backends = [['PostgreSQL', undefined], ...(redisUrl ? [['Redis', redisUrl]] : [])];

describe.each(backends)('words that were deleted, with the queue on %s', (_name, queueUrl) => {
  let database: TestDatabase;
  let server: TestApp;

  beforeAll(async () => {
    database = await startTestDatabase();
    server = await startTestApp({
      url: database.url,
      rooms: [SessionsModule, PersistenceModule],
      environment: {
        DATA_DIR: database.dataDir,
        ...(queueUrl === undefined ? {} : { REDIS_URL: queueUrl }),
      },
    });
  });
  afterAll(async () => {
    await server.app.close();
    await database.stop();
  });

  const sql = <Row>(text: string, values: unknown[] = []): Promise<Row[]> =>
    server.app.get(DataSource).query(text, values);

  /** Each table of each schema, each file beside the database's own, and the queue, that has the words. */
  const placesOf = async (words: string): Promise<string[]> => {
    const places: string[] = [];
    const tables = await sql<{ name: string }>(
      `select format('%I.%I', schemaname, tablename) as name from pg_tables
       where schemaname not in ('pg_catalog', 'information_schema')`,
    );
    for (const { name } of tables) {
      const pattern = `%${words}%`;
      const rows = await sql(`select 1 from ${name} as it where it::text like $1`, [pattern]);
      if (rows.length > 0) places.push(name);
    }
    const files = await readdir(database.dataDir, { recursive: true, withFileTypes: true });
    for (const file of files) {
      const full = path.join(file.parentPath, file.name);
      const isPostgres = full.startsWith(path.join(database.dataDir, 'postgres'));
      if (isPostgres || !file.isFile()) continue;
      const text = await readFile(full, 'utf8').catch(() => '');
      if (text.includes(words) || file.name.includes(words)) places.push(full);
    }
    await server.app.get(JobQueue).purge('all', (payloads) => {
      if (JSON.stringify(payloads).includes(words)) places.push('the queue');
      return Promise.resolve(payloads.map(() => false));
    });
    return places;
  };

  const journalFolder = async (): Promise<string> => {
    const root = path.join(database.dataDir, 'journal');
    const [folder = ''] = await readdir(root);
    return path.join(root, folder);
  };

  /** Words in a place that nothing takes them out of but their deletion. */
  const plant = async (turn: ReturnType<typeof makeTurn>): Promise<void> => {
    const end = (text: string): TurnEnd => ({
      type: 'turn-end',
      turnId: randomUUID(),
      outcome: 'completed',
      userText: text,
      replyText: text,
      spokenText: text,
      startedAtMs: Date.now() - 5000,
      endedAtMs: Date.now() - 4000,
      latency: {},
      providers: {},
      ...(turn.speakerIds === undefined
        ? {}
        : { speakers: turn.speakerIds.map((id) => ({ id, name: id })) }),
    });
    const info: SessionInfo = {
      sessionId: turn.session.id,
      userId: turn.session.userId,
      channel: turn.session.channel,
      agent: { id: randomUUID(), name: 'Vox', systemPrompt: 'x', llm: {}, tts: {} },
    };
    // Said, and stored by way of the journal and the queue.
    await server.app.get(TurnObservers).keep(info, end(`${SECRET} stored`));
    const stored = () =>
      sql('select 1 from messages where session_id = $1 and content like $2', [
        turn.session.id,
        '%stored',
      ]);
    await eventually(stored, (rows) => rows.length === 2);
    // In the context.
    const conversations = server.app.get(ConversationService);
    const message = { turnId: randomUUID(), role: 'user', content: `${SECRET} live` } as const;
    await conversations.addMessage(turn.session.id, message);
    // A job that failed for good, and one that waits for its next try.
    const queue = server.app.get(JobQueue);
    const failed = { ...turn, turnId: randomUUID(), userText: `${SECRET} failed` };
    await queue.add(
      'conversation.record-turn',
      { ...failed, latency: { ttftMs: 1e12 } },
      { jobId: recordTurnJobId(failed.turnId) },
    );
    const outcome = () => queue.outcome('conversation.record-turn', recordTurnJobId(failed.turnId));
    await eventually(outcome, ({ state }) => state === 'failed');
    // Entries that were set aside: refused, cut in the middle, and past telling whose they are.
    const folder = await journalFolder();
    const entry = JSON.stringify({
      session: turn.session,
      turnId: failed.turnId,
      speakerIds: turn.speakerIds,
      startedAtMs: turn.startedAtMs,
      userText: `${SECRET} aside`,
    });
    const name = `${String(turn.startedAtMs).padStart(15, '0')}-${failed.turnId}.json`;
    await writeFile(path.join(folder, `${name}.1.refused`), entry);
    await writeFile(path.join(folder, `${name}.2.unreadable`), entry.slice(0, -3));
    await writeFile(path.join(folder, `${name}.3.unreadable`), `"userText": "${SECRET}`);
  };

  it('are nowhere any more: no table of any schema, no file, no queue, no memory', async () => {
    const turn = makeTurn({ startedAtMs: Date.now() - 10_000, endedAtMs: Date.now() - 9000 });
    await plant(turn);
    const before = await placesOf(SECRET);
    expect(before).toEqual(expect.arrayContaining(['public.messages', 'public.turns']));
    expect(before.filter((place) => place.endsWith('.unreadable'))).toHaveLength(2);
    const path_ = `/api/sessions/${turn.session.id}`;
    expect((await server.request('DELETE', path_)).status).toBe(204);
    expect(await placesOf(SECRET)).toEqual([]);
    const context = await server.app
      .get(ConversationService)
      .getConversationContext(turn.session.id);
    expect(JSON.stringify(context)).not.toContain(SECRET);

    // A turn that began before, and ends only now.
    const late = { ...turn, turnId: randomUUID(), userText: `${SECRET} late` };
    const jobId = recordTurnJobId(late.turnId);
    await server.app.get(JobQueue).add('conversation.record-turn', late, { jobId });
    await eventually(
      () => placesOf(SECRET),
      (places) => places.length === 0,
    );
    expect((await server.request('GET', path_)).status).toBe(404);
  });

  it.each([
    ['a conversation of their own', '123456789012345678', 'discord:123456789012345678', undefined],
    ['a room', '923456789012345678', 'discord-channel:1', ['923456789012345678', '42']],
  ])('of who asked to be forgotten are nowhere: said in %s', async (_where, user, userId, who) => {
    const turn = makeTurn({
      session: { id: randomUUID(), userId, channel: 'discord' },
      startedAtMs: Date.now() - 10_000,
      endedAtMs: Date.now() - 9000,
      ...(who === undefined ? {} : { speakerIds: who }),
    });
    await plant(turn);
    const { app } = server;
    const users = app.get(DataSource).getRepository(DiscordUserEntity);
    const settings = new DiscordUserSettings(
      users,
      app.get(ConversationService),
      new SystemClock(),
    );
    await settings.forget(user);
    expect(await placesOf(SECRET)).toEqual([]);
  });

  it('of others stay, also where they were set aside', async () => {
    const [kept, deleted] = [makeTurn(), makeTurn()];
    const handler = server.app.get(RecordTurnHandler);
    for (const turn of [kept, deleted]) await handler.handle(turn);
    const journal = new TurnJournal(await journalFolder());
    const other = { ...kept, turnId: randomUUID(), userText: 'PEARTREE' };
    await journal.write(1, other.turnId, other);
    for (const name of await journal.list()) await journal.setAside(name, 'refused');
    await server.request('DELETE', `/api/sessions/${deleted.session.id}`);
    expect(await placesOf('PEARTREE')).toHaveLength(1);
  });
});
