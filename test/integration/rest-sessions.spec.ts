import { randomUUID } from 'node:crypto';

import { DEFAULT_AGENT } from '@vox/database';
import { JobQueue, recordTurnJobId } from '@vox/jobs';
import { DataSource } from 'typeorm';

import { eventually } from '../support/eventually';
import { silenceLogs } from './support/quiet-logger';
import { type Json, type RestServer, startRestServer } from './support/rest-server';
import { makeTurn } from './support/turns';
silenceLogs();

describe('/api/sessions', () => {
  let server: RestServer;

  beforeAll(async () => {
    server = await startRestServer();
  });
  afterAll(() => server.stop());

  const record = async (turns: readonly ReturnType<typeof makeTurn>[]) => {
    const queue = server.app.get(JobQueue);
    for (const turn of turns) {
      await queue.add('conversation.record-turn', turn, { jobId: recordTurnJobId(turn.turnId) });
    }
  };
  const messages = async (id: string, query = '') =>
    (await server.request('GET', `/api/sessions/${id}/messages${query}`)).body as Json[];

  it('pages through messages from the newest back, each page oldest first', async () => {
    const session = { id: randomUUID(), userId: 'reader', channel: 'webrtc' as const };
    await record(
      [1, 2, 3].map((n) =>
        makeTurn({
          session,
          userText: `q${n}`,
          spokenText: `a${n}`,
          startedAtMs: n * 10_000,
          endedAtMs: n * 10_000 + 2000,
          ...(n === 3 ? { outcome: 'interrupted' as const } : {}),
        }),
      ),
    );
    await eventually(
      () => messages(session.id),
      (found) => found.length === 6,
    );
    const newest = await messages(session.id, '?limit=2');
    expect(newest.map((message) => message['content'])).toEqual(['q3', 'a3']);
    expect(newest[1]).toMatchObject({
      id: expect.any(String),
      role: 'assistant',
      interrupted: true,
      outcome: 'interrupted',
      spoken_at: new Date(32_000).toISOString(),
      latency: { voice_to_voice_ms: 950 },
      providers: { llm: 'demo', tts: 'flite' },
    });
    const before = await messages(session.id, `?limit=3&before=${String(newest[0]?.['cursor'])}`);
    expect(before.map((message) => message['content'])).toEqual(['a1', 'q2', 'a2']);
  });

  it('defect 15: stores equal words that were said twice in a row, each with its latencies', async () => {
    const session = { id: randomUUID(), userId: 'echo', channel: 'webrtc' as const };
    await record(
      [1, 2].map((n) =>
        makeTurn({
          session,
          userText: 'yes',
          spokenText: 'Yes.',
          startedAtMs: n * 1000,
          endedAtMs: n * 1000 + 900,
          latency: { endOfUtteranceDelayMs: 600 + n, ttftMs: 200 + n, voiceToVoiceMs: 800 + n },
        }),
      ),
    );
    const found = await eventually(
      () => messages(session.id),
      (rows) => rows.length === 4,
    );
    expect(found.map(({ content }) => content)).toEqual(['yes', 'Yes.', 'yes', 'Yes.']);
    expect(found.map(({ latency }) => latency)).toEqual([
      { end_of_utterance_delay_ms: 601 },
      { ttft_ms: 201, voice_to_voice_ms: 801 },
      { end_of_utterance_delay_ms: 602 },
      { ttft_ms: 202, voice_to_voice_ms: 802 },
    ]);
  });

  it("pages through one user's sessions, the last active first", async () => {
    const user = `user-${randomUUID()}`;
    const turns = [1, 2, 3].map((n) =>
      makeTurn({
        session: { id: randomUUID(), userId: user, channel: 'websocket' },
        startedAtMs: n * 1000,
        endedAtMs: n * 1000 + 1,
      }),
    );
    await record(turns);
    const list = async (query: string) =>
      (await server.request('GET', `/api/sessions?user_id=${user}${query}`)).body as Json[];
    const all = await eventually(
      () => list(''),
      (found) => found.length === 3 && found.every((one) => one['message_count'] === 2),
    );
    const ids = turns.map((turn) => turn.session.id).reverse();
    expect(all.map((one) => one['id'])).toEqual(ids);
    const page = await list(`&limit=1&before=${String(all[0]?.['cursor'])}`);
    expect(page.map((one) => one['id'])).toEqual([ids[1]]);
  });

  it("lists everybody's sessions when no user is named", async () => {
    const turns = ['ann', 'bob'].map((userId) =>
      makeTurn({ session: { id: randomUUID(), userId, channel: 'websocket' } }),
    );
    await record(turns);
    const listed = await eventually(
      async () => (await server.request('GET', '/api/sessions?limit=200')).body as Json[],
      (found) => turns.every(({ session }) => found.some((one) => one['id'] === session.id)),
    );
    expect(new Set(listed.map((one) => one['user_id'])).size).toBeGreaterThan(1);
  });

  it('deletes a session with its messages and its place in the cache', async () => {
    const { sessionId } = await server.conversations.getOrCreateSession({
      userId: 'ann',
      channel: 'websocket',
    });
    await server.conversations.addMessage(sessionId, {
      turnId: 't',
      role: 'user',
      content: 'secret',
    });
    const path = `/api/sessions/${sessionId}`;
    expect((await server.request('DELETE', path)).status).toBe(204);
    expect((await server.request('DELETE', path)).status).toBe(404);
    expect((await server.request('GET', `${path}/messages`)).status).toBe(404);
    const context = await server.conversations.getConversationContext(sessionId);
    expect(context.map(({ role }) => role)).toEqual(['system']);
  });

  describe('made by REST', () => {
    const create = async (body: Json) => {
      const { status, body: made } = await server.request('POST', '/api/sessions', body);
      return { status, session: made as Json };
    };

    it('is opened by its user with its id, and keeps its agent', async () => {
      const { body: agent } = await server.request('POST', '/api/agents', {
        name: 'Ada',
        system_prompt: 'Be brief.',
      });
      const agentId = (agent as Json)['id'] as string;
      const metadata = { order: 17 };
      const { status, session } = await create({
        user_id: 'ann',
        agent_name: 'Ada',
        title: 'Groceries',
        metadata,
      });
      expect(status).toBe(201);
      expect(session).toMatchObject({
        user_id: 'ann',
        agent_id: agentId,
        title: 'Groceries',
        metadata,
        active: false,
        ended_at: null,
        message_count: 0,
      });
      const sessionId = session['id'] as string;
      const request = { sessionId, channel: 'webrtc' } as const;
      const opened = await server.conversations.getOrCreateSession({ ...request, userId: 'ann' });
      expect(opened.agent).toMatchObject({ id: agentId, systemPrompt: 'Be brief.' });
      await expect(
        server.conversations.getOrCreateSession({ ...request, userId: 'eve' }),
      ).rejects.toMatchObject({ field: 'session_id' });
      const { body } = await server.request('GET', `/api/sessions/${sessionId}`);
      expect(body).toMatchObject({ active: true, channel: 'webrtc', title: 'Groceries' });
    });

    it('has the default agent when none is named, and none that there is not', async () => {
      const { session } = await create({ user_id: 'ann' });
      expect(session['agent_id']).toBe(DEFAULT_AGENT.id);
      for (const agent of [{ agent_id: randomUUID() }, { agent_name: 'Nobody' }]) {
        const { status, session: refusal } = await create({ user_id: 'ann', ...agent });
        expect([status, refusal['field']]).toEqual([400, Object.keys(agent)[0]]);
      }
    });

    it('has its title and metadata changed, and nothing else', async () => {
      const { session } = await create({ user_id: 'ann', title: 'A', metadata: { a: 1 } });
      const change = (body: Json) =>
        server.request('PATCH', `/api/sessions/${String(session['id'])}`, body);
      expect((await change({ title: 'B' })).body).toMatchObject({
        title: 'B',
        metadata: { a: 1 },
      });
      expect((await change({ metadata: null })).body).toMatchObject({ title: 'B', metadata: null });
      expect(await change({ user_id: 'eve' })).toMatchObject({
        status: 400,
        body: { field: 'user_id' },
      });
      const path = `/api/sessions/${randomUUID()}`;
      expect((await server.request('PATCH', path, { title: 'B' })).status).toBe(404);
    });

    it('ends, once, and is opened again by who goes on', async () => {
      const { session } = await create({ user_id: 'ann' });
      const path = `/api/sessions/${String(session['id'])}`;
      const end = () => server.request('POST', `${path}/end`);
      const ended = (await end()).body as Json;
      expect(ended).toMatchObject({ active: false, ended_at: expect.any(String) });
      expect((await end()).body).toMatchObject({ ended_at: ended['ended_at'] });
      const request = { sessionId: session['id'] as string, userId: 'ann' };
      await server.conversations.getOrCreateSession({ ...request, channel: 'webrtc' });
      expect((await server.request('GET', path)).body).toMatchObject({ active: true });
      expect((await end()).body).toMatchObject({ active: false });
      expect((await server.request('POST', `/api/sessions/${randomUUID()}/end`)).status).toBe(404);
    });

    it('is not ended here while somebody talks in it at another server', async () => {
      const { session } = await create({ user_id: 'ann' });
      const dataSource = server.app.get(DataSource);
      const elsewhere = randomUUID();
      await dataSource.query('insert into servers values ($1, now())', [elsewhere]);
      await dataSource.query('update sessions set active = true, held_by = $1 where id = $2', [
        elsewhere,
        session['id'],
      ]);
      const path = `/api/sessions/${String(session['id'])}/end`;
      expect((await server.request('POST', path)).status).toBe(409);
      await dataSource.query('delete from servers where id = $1', [elsewhere]);
      expect((await server.request('POST', path)).body).toMatchObject({ active: false });
    });
  });

  it('answers 400 for a limit out of bounds', async () => {
    const path = `/api/sessions/${randomUUID()}/messages?limit=0`;
    expect(await server.request('GET', path)).toMatchObject({
      status: 400,
      body: { field: 'limit' },
    });
  });
});
