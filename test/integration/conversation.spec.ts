import { randomUUID } from 'node:crypto';

import { DEFAULT_AGENT, TurnEntity } from '@vox/database';
import { JobQueue, recordTurnJobId } from '@vox/jobs';
import { settled } from '@vox/testing';
import { Conversations } from '@vox/voice-core';
import { DataSource } from 'typeorm';

import { ConversationModule, ConversationService } from '../../src/conversation';
import { eventually } from '../support/eventually';
import { silenceLogs } from './support/quiet-logger';
import { startTestApp, type TestApp } from './support/test-app';
import { startPostgresOn, startTestDatabase, type TestDatabase } from './support/test-database';
import { makeTurn } from './support/turns';

silenceLogs();

describe('conversations on PostgreSQL', () => {
  let database: TestDatabase;
  let server: TestApp;
  let conversations: ConversationService;
  let dataSource: DataSource;

  beforeAll(async () => {
    database = await startTestDatabase();
    server = await startTestApp({ url: database.url, rooms: [ConversationModule] });
    conversations = server.app.get(ConversationService);
    dataSource = server.app.get(DataSource);
  });
  afterAll(async () => {
    await server.app.close();
    await database.stop();
  });

  const record = (turn: ReturnType<typeof makeTurn>) =>
    server.app
      .get(JobQueue)
      .add('conversation.record-turn', turn, { jobId: recordTurnJobId(turn.turnId) });
  const context = async (sessionId: string, limit: number) =>
    (
      await conversations.getConversationContext(sessionId, { limit, includeSystemPrompt: false })
    ).map(({ content }) => content);
  /** All of that session's turns are stored, in whatever order, and none is kept in memory. */
  const stored = async (turns: number, sessionId: string) => {
    const count = () => dataSource.getRepository(TurnEntity).countBy({ sessionId });
    await eventually(count, (found) => found === turns);
    conversations.clearCache();
  };
  const sessionRow = async (id: string) => {
    const rows = await dataSource.query<Record<string, unknown>[]>(
      'select * from sessions where id = $1',
      [id],
    );
    return rows[0];
  };

  it('is the one implementation of the port', () => {
    expect(server.app.get(Conversations)).toBe(conversations);
  });

  it('defect 7: comes back with the newest messages, oldest first, after it left the cache', async () => {
    const session = { id: randomUUID(), userId: 'ann', channel: 'webrtc' as const };
    for (let n = 1; n <= 15; n++) {
      const startedAtMs = n * 10_000;
      await record(
        makeTurn({
          session,
          userText: `q${n}`,
          spokenText: `a${n}`,
          startedAtMs,
          endedAtMs: startedAtMs + 1000,
        }),
      );
    }
    await stored(15, session.id);
    expect(await context(session.id, 4)).toEqual(['q14', 'a14', 'q15', 'a15']);
    expect(await context(session.id, 100)).toHaveLength(20);
  });

  it('keeps the apology of a turn that failed out of the context of a conversation that is loaded anew', async () => {
    const session = { id: randomUUID(), userId: 'ann', channel: 'webrtc' as const };
    const failed = { session, outcome: 'failed', apology: 'I am sorry.' } as const;
    await record(makeTurn({ ...failed, userText: 'q1', spokenText: '', startedAtMs: 1000 }));
    await record(makeTurn({ ...failed, userText: 'q2', spokenText: 'Half an', startedAtMs: 2000 }));
    await record(makeTurn({ session, userText: 'q3', spokenText: 'a3', startedAtMs: 3000 }));
    await stored(3, session.id);
    expect(await context(session.id, 100)).toEqual(['q1', 'q2', 'Half an', 'q3', 'a3']);
    conversations.clearCache();
    expect(await context(session.id, 4)).toEqual(['q2', 'Half an', 'q3', 'a3']);
  });

  it('comes back from another server in the order that is stored, what is not stored yet at the end', async () => {
    const { sessionId } = await conversations.getOrCreateSession({
      userId: 'ann',
      channel: 'webrtc',
    });
    const session = { id: sessionId, userId: 'ann', channel: 'webrtc' as const };
    const turns = Array.from({ length: 12 }, (_, n) => {
      const startedAtMs = (n + 1) * 10_000;
      const said = { userText: `q${n + 1}`, spokenText: `a${n + 1}` };
      return makeTurn({ session, ...said, startedAtMs, endedAtMs: startedAtMs + 1000 });
    });
    // The first and the tenth were said here; what the first said is further back than is read.
    for (const n of [0, 9]) {
      const [turnId, content] = [turns[n]?.turnId ?? '', `q${n + 1}`];
      await conversations.addMessage(sessionId, { turnId, role: 'user', content });
    }
    const unstored = { turnId: randomUUID(), role: 'user', content: 'on its way' } as const;
    await conversations.addMessage(sessionId, unstored);
    for (const turn of turns) await record(turn);
    const count = () => dataSource.getRepository(TurnEntity).countBy({ sessionId });
    await eventually(count, (found) => found === turns.length);
    await conversations.getOrCreateSession({ sessionId, userId: 'ann', channel: 'webrtc' });
    const said = await context(sessionId, 100);
    expect(said).toHaveLength(20);
    expect(said[0]).toBe('a3');
    expect(said.slice(-7)).toEqual(['q10', 'a10', 'q11', 'a11', 'q12', 'a12', 'on its way']);
  });

  it('finds a session that has ended, with its owner and its agent, and no other', async () => {
    const session = { id: randomUUID(), userId: 'ann', channel: 'webrtc' as const };
    await record(makeTurn({ session, userText: 'hello' }));
    await eventually(() => sessionRow(session.id), Boolean);
    conversations.clearCache();
    expect(await conversations.findSession(session.id)).toMatchObject({
      sessionId: session.id,
      userId: 'ann',
      agent: { id: DEFAULT_AGENT.id },
    });
    expect(await conversations.findSession(randomUUID())).toBeUndefined();
    expect(await conversations.findSession('no id')).toBeUndefined();
  });

  it('opens a session, ends it, and opens it again', async () => {
    const { sessionId } = await conversations.getOrCreateSession({
      userId: 'ann',
      channel: 'websocket',
    });
    expect(await sessionRow(sessionId)).toMatchObject({
      active: true,
      ended_at: null,
      agent_id: DEFAULT_AGENT.id,
    });
    await conversations.endSession(sessionId);
    expect(await sessionRow(sessionId)).toMatchObject({
      active: false,
      ended_at: expect.any(Date),
    });
    await conversations.getOrCreateSession({ sessionId, userId: 'ann', channel: 'webrtc' });
    expect(await sessionRow(sessionId)).toMatchObject({
      active: true,
      ended_at: null,
      channel: 'webrtc',
    });
  });

  it("refuses another user's session", async () => {
    const { sessionId } = await conversations.getOrCreateSession({
      userId: 'ann',
      channel: 'websocket',
    });
    conversations.clearCache();
    await expect(
      conversations.getOrCreateSession({ sessionId, userId: 'mallory', channel: 'websocket' }),
    ).rejects.toMatchObject({ field: 'session_id' });
  });

  it('begins and answers while the database is away; the job stores it later', async () => {
    await database.postgres.stop();
    const beginAndSpeak = async () => {
      const info = await conversations.getOrCreateSession({ userId: 'ann', channel: 'websocket' });
      const { sessionId, agent } = info;
      const turn = makeTurn({
        session: { id: sessionId, userId: 'ann', channel: 'websocket', agentId: agent.id },
      });
      const content = 'what time is it';
      await conversations.addMessage(sessionId, { turnId: turn.turnId, role: 'user', content });
      expect(await context(sessionId, 10)).toEqual([content]);
      return { info, turn };
    };
    const { info, turn } = await settled('a session without a database', beginAndSpeak());

    const again = await startPostgresOn(database.dataDir);
    const second = await startTestApp({ url: again.url, rooms: [ConversationModule] });
    await second.app
      .get(JobQueue)
      .add('conversation.record-turn', turn, { jobId: recordTurnJobId(turn.turnId) });
    const rows = await eventually(
      () =>
        second.app
          .get(DataSource)
          .query<unknown[]>('select * from sessions where id = $1', [info.sessionId]),
      (found) => found.length === 1,
    );
    // Nobody talks in it with the second server.
    expect(rows).toMatchObject([{ user_id: 'ann', agent_id: DEFAULT_AGENT.id, active: false }]);
    await second.app.close();
    await again.stop();
  });
});
