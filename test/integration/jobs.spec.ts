import { randomUUID } from 'node:crypto';

import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { DatabaseModule } from '@vox/database';
import {
  type JobInput,
  JobQueue,
  JobRefusedError,
  JobsModule,
  type JobView,
  RecordedTurns,
  recordTurnJobId,
  WebhookFanOut,
} from '@vox/jobs';
import { DataSource } from 'typeorm';

import { RecordTurnHandler } from '../../libs/jobs/src/record-turn.handler';
import { eventually } from '../support/eventually';
import { silenceLogs } from './support/quiet-logger';
import { startTestDatabase, type TestDatabase } from './support/test-database';
import { makeTurn } from './support/turns';
silenceLogs();

/** The same jobs on Redis too, where there is one: TEST_REDIS_URL=redis://127.0.0.1:6379 */
const redisUrl = process.env['TEST_REDIS_URL'];
const backends = [['PostgreSQL', undefined], ...(redisUrl ? [['Redis', redisUrl]] : [])];

describe.each(backends)('conversation.record-turn on %s', (_name, queueUrl) => {
  let database: TestDatabase;
  let app: INestApplicationContext;
  let dataSource: DataSource;
  let queue: JobQueue;

  beforeAll(async () => {
    database = await startTestDatabase();
    const root = {
      module: class TestModule {},
      imports: [
        DatabaseModule.forRoot({ url: database.url, poolSize: 5 }),
        JobsModule.forRoot({ runsHere: true, redisUrl: queueUrl }),
      ],
    };
    app = await NestFactory.createApplicationContext(root, { logger: false, abortOnError: false });
    await app.get(JobsModule).startTaking();
    dataSource = app.get(DataSource);
    queue = app.get(JobQueue);
  });
  afterAll(async () => {
    await app.close();
    await database.stop();
  });

  const add = (turn: JobInput<'conversation.record-turn'>) =>
    queue.add('conversation.record-turn', turn, { jobId: recordTurnJobId(turn.turnId) });
  const messagesOf = (sessionId: string): Promise<Record<string, unknown>[]> =>
    dataSource.query('select * from messages where session_id = $1 order by sequence', [sessionId]);

  it('writes the session and both sides of the turn', async () => {
    const turn = makeTurn();
    await add(turn);
    const [user, assistant] = await eventually(
      () => messagesOf(turn.session.id),
      (rows) => rows.length === 2,
    );
    expect(user).toMatchObject({
      sequence: 1,
      role: 'user',
      content: 'what time is it',
      end_of_utterance_delay_ms: 600,
      providers: { stt: 'moonshine' },
    });
    expect(assistant).toMatchObject({
      sequence: 2,
      role: 'assistant',
      interrupted: false,
      voice_to_voice_ms: 950,
      spoken_at: new Date(turn.endedAtMs),
    });
    const sessions: unknown[] = await dataSource.query('select * from sessions where id = $1', [
      turn.session.id,
    ]);
    // Whoever talks in it opens it themselves.
    expect(sessions).toMatchObject([{ user_id: 'ann', channel: 'websocket', active: false }]);
  });

  it('writes the turn with its stages, who took part and what was heard', async () => {
    const providers = { llm: 'local', tts: 'flite', fallbackReason: 'openrouter: timeout' };
    const turn = makeTurn({ outcome: 'interrupted', spokenText: 'It is', providers });
    await add(turn);
    const turns = await eventually(
      () => dataSource.query<unknown[]>('select * from turns where id = $1', [turn.turnId]),
      (found) => found.length === 1,
    );
    expect(turns).toMatchObject([
      {
        session_id: turn.session.id,
        state: 'interrupted',
        started_at: new Date(turn.startedAtMs),
        ended_at: new Date(turn.endedAtMs),
        end_of_utterance_delay_ms: 600,
        transcript_final_ms: null,
        voice_to_voice_ms: 950,
        stt_provider: null,
        llm_provider: 'local',
        tts_provider: 'flite',
        fallback_reason: 'openrouter: timeout',
        heard_text: 'It is',
        cost_usd: null,
      },
    ]);
  });

  it('writes a turn once though its job runs twice', async () => {
    const turn = makeTurn();
    await add(turn);
    await queue.add('conversation.record-turn', turn, { jobId: `again-${turn.turnId}` });
    const last = makeTurn({ session: turn.session, startedAtMs: turn.startedAtMs + 5000 });
    await add(last);
    await eventually(
      async () => (await queue.health()).waiting,
      (waiting) => waiting === 0,
    );
    const rows = await eventually(
      () => messagesOf(turn.session.id),
      (found) => found.length >= 4,
    );
    expect(rows.map((row) => row['sequence'])).toEqual([1, 2, 3, 4]);
  });

  it('gives concurrent turns of one session unbroken sequences in the order they were spoken', async () => {
    const session = { id: randomUUID(), userId: 'ann', channel: 'webrtc' as const };
    const turns = Array.from({ length: 12 }, (_, index) =>
      makeTurn({
        session,
        userText: `question ${index}`,
        spokenText: `answer ${index}`,
        startedAtMs: 1_700_000_000_000 + index * 10_000,
        endedAtMs: 1_700_000_004_000 + index * 10_000,
      }),
    );
    const shuffled = [5, 0, 11, 3, 8, 1, 10, 2, 9, 4, 7, 6].map((index) => turns[index]!);
    const handler = new RecordTurnHandler(dataSource, app.get(WebhookFanOut));
    await Promise.all(
      shuffled.map((turn) => handler.handle({ ...turn, spokenText: turn.spokenText })),
    );
    const rows = await messagesOf(session.id);
    expect(rows.map((row) => row['sequence'])).toEqual(rows.map((_, index) => index + 1));
    expect(rows.map((row) => row['content'])).toEqual(
      turns.flatMap((turn) => [turn.userText, turn.spokenText]),
    );
  });

  it("drops a turn that was said in another user's session", async () => {
    const turn = makeTurn();
    await add(turn);
    await eventually(
      () => messagesOf(turn.session.id),
      (rows) => rows.length === 2,
    );
    const failedBefore = (await queue.health()).failed;
    await add(makeTurn({ session: { ...turn.session, userId: 'mallory' } }));
    await eventually(
      async () => (await queue.health()).waiting,
      (waiting) => waiting === 0,
    );
    expect(await messagesOf(turn.session.id)).toHaveLength(2);
    expect((await queue.health()).failed).toBe(failedBefore);
  });

  it('refuses a payload that does not fit before it is queued', async () => {
    const refusal = add(makeTurn({ turnId: 'not-a-uuid' }));
    await expect(refusal).rejects.toThrow(JobRefusedError);
    await expect(refusal).rejects.toThrow(/turnId/);
  });

  it('tells what became of a job, and lets go of one that failed', async () => {
    const turn = makeTurn();
    const outcomeOf = ({ turnId }: { turnId: string }) =>
      queue.outcome('conversation.record-turn', recordTurnJobId(turnId));
    expect(await outcomeOf(turn)).toEqual({ state: 'gone' });
    await add(turn);
    await eventually(
      () => outcomeOf(turn),
      ({ state }) => state !== 'waiting',
    );
    // More than its column holds.
    const other = makeTurn({ latency: { ttftMs: 1e12 } });
    await add(other);
    const failed = await eventually(
      () => outcomeOf(other),
      ({ state }) => state === 'failed',
    );
    expect(failed).toEqual({ state: 'failed', reason: 'the database refused it (22003)' });
    await queue.discard('conversation.record-turn', recordTurnJobId(other.turnId));
    expect(await outcomeOf(other)).toEqual({ state: 'gone' });
  });

  it('shows jobs that failed, tries them again, and lets them go', async () => {
    const bad = makeTurn({ latency: { ttftMs: 1e12 }, userText: 'PLUMTREE' });
    const jobId = recordTurnJobId(bad.turnId);
    await add(bad);
    const failed = () => queue.list('failed', { limit: 50, offset: 0 });
    const isThere = (jobs: JobView[]) => jobs.some(({ id }) => id === jobId);
    const job = (await eventually(failed, isThere)).find(({ id }) => id === jobId);
    expect(job).toMatchObject({
      attemptsMade: 1,
      reason: 'the database refused it (22003)',
      about: { turnId: bad.turnId, 'session.id': bad.session.id },
    });
    expect(JSON.stringify(job)).not.toContain('PLUMTREE');
    // Two at once: who comes second finds it no longer failed, or failed anew.
    expect(await Promise.all([queue.retry(jobId), queue.retry(jobId)])).toContain('retried');
    await eventually(failed, isThere);
    expect(await queue.drop(jobId)).toBe('dropped');
    expect([await queue.drop(jobId), await queue.retry(jobId)]).toEqual(['gone', 'gone']);
  });

  it('takes no job before its delay has passed, and lists it until then', async () => {
    const sessionId = randomUUID();
    const options = { jobId: `title-${sessionId}`, delayMs: 3_600_000 };
    await queue.add('conversation.summarise-title', { sessionId }, options);
    await queue.add('conversation.summarise-title', { sessionId }, options);
    const delayed = await queue.list('delayed', { limit: 10, offset: 0 });
    expect(delayed).toMatchObject([{ id: options.jobId, about: { sessionId }, attempts: 4 }]);
    expect(await queue.retry(options.jobId)).toBe('not-failed');
    expect(await queue.drop(options.jobId)).toBe('dropped');
  });

  it('counts who takes jobs', async () => {
    expect(await queue.health()).toMatchObject({ isHealthy: true, workers: 1 });
  });

  it('knows the turns that need no more writing: stored, deleted, forgotten', async () => {
    const recorded = app.get(RecordedTurns);
    const at = (startedAtMs: number) => ({ startedAtMs, endedAtMs: startedAtMs + 1 });
    const [stored, waiting, deleted, later] = [
      makeTurn(),
      makeTurn(),
      makeTurn(at(1000)),
      makeTurn(at(3000)),
    ];
    const forgetful = { id: randomUUID(), userId: 'discord:42', channel: 'discord' } as const;
    const forgotten = makeTurn({ ...at(1000), session: forgetful });
    const spokenBy = makeTurn({ ...at(1000), speakerIds: ['7', '42'] });
    const since = makeTurn({ ...at(3000), session: forgetful, speakerIds: ['42'] });
    await add(stored);
    await eventually(
      () => messagesOf(stored.session.id),
      (rows) => rows.length === 2,
    );
    await dataSource.query('insert into deleted_sessions values ($1, $3), ($2, $3)', [
      deleted.session.id,
      later.session.id,
      new Date(2000),
    ]);
    await dataSource.query('insert into discord_users (user_id, forgotten_at) values ($1, $2)', [
      '42',
      new Date(2000),
    ]);
    const all = [stored, waiting, deleted, later, forgotten, spokenBy, since];
    expect(await recorded.settled(all)).toEqual(
      new Set([stored, deleted, forgotten, spokenBy].map(({ turnId }) => turnId)),
    );
    expect(await recorded.settled([])).toEqual(new Set());
  });

  it('stores words that PostgreSQL text cannot hold as they are', async () => {
    const turn = makeTurn({ userText: 'nul\0 and half \ud83d a pair' });
    await add(turn);
    const rows = await eventually(
      () => messagesOf(turn.session.id),
      (found) => found.length === 2,
    );
    expect(rows[0]?.['content']).toBe('nul and half \ufffd a pair');
  });

  it('finishes every job when PostgreSQL is killed while they are in work', async () => {
    const turns = Array.from({ length: 40 }, () => makeTurn());
    await Promise.all(turns.map(add));
    process.kill(database.postgres.pid, 'SIGKILL');
    const ids = turns.map((turn) => turn.session.id);
    const count = async () => {
      const rows: { n: number }[] = await dataSource.query(
        'select count(*)::int as n from messages where session_id = any($1)',
        [ids],
      );
      return rows[0]?.n;
    };
    await eventually(count, (n) => n === 80, 90_000);
    expect(await count()).toBe(80);
    const after = makeTurn();
    await add(after);
    await eventually(
      () => messagesOf(after.session.id),
      (rows) => rows.length === 2,
    );
  });
});
