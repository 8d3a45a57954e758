import { randomUUID } from 'node:crypto';

import { MemorySink } from '@vox/testing';
import { AsyncQueue, type SessionInput, SystemClock, type VoiceEvent } from '@vox/voice-core';

import { ConversationService } from '../../src/conversation';
import { SessionsModule } from '../../src/sessions';
import { VoiceService } from '../../src/voice';
import { eventually } from '../support/eventually';
import { silenceLogs } from './support/quiet-logger';
import { startTestApp, type TestApp } from './support/test-app';
import { startTestDatabase, type TestDatabase } from './support/test-database';
silenceLogs();

describe('sessions that go on, by REST', () => {
  let database: TestDatabase;
  let server: TestApp;

  beforeAll(async () => {
    database = await startTestDatabase();
    server = await startTestApp({ url: database.url, rooms: [SessionsModule] });
  });
  afterAll(async () => {
    await server.app.close();
    await database.stop();
  });

  it('lists those in memory, the last used first', async () => {
    const conversations = server.app.get(ConversationService);
    const open = (userId: string) =>
      conversations.getOrCreateSession({ userId, channel: 'websocket' });
    const [first, second] = [await open('ann'), await open('ben')];
    await conversations.addMessage(first.sessionId, {
      turnId: randomUUID(),
      role: 'user',
      content: 'hello',
    });
    const { status, body } = await server.request('GET', '/api/sessions/active');
    expect(status).toBe(200);
    expect(body).toMatchObject([
      { id: first.sessionId, user_id: 'ann', channel: 'websocket', message_count: 1 },
      { id: second.sessionId, user_id: 'ben', message_count: 0 },
    ]);
    conversations.clearCache();
    expect((await server.request('GET', '/api/sessions/active')).body).toEqual([]);
  });

  it('says something to who talks in a session, and to nobody otherwise', async () => {
    const id = randomUUID();
    const say = () =>
      server.request('POST', `/api/sessions/${id}/say`, { text: 'Dinner is ready.' });
    expect((await say()).status).toBe(409);
    const input = new AsyncQueue<SessionInput>(10);
    const events: VoiceEvent[] = [];
    const audioOut = new MemorySink(new SystemClock());
    const { signal } = new AbortController();
    const session = { id, userId: 'ann', channel: 'websocket', input, audioOut, signal } as const;
    const voice = server.app.get(VoiceService, { strict: false });
    const talking = (async () => {
      for await (const event of voice.converse(session)) events.push(event);
    })();
    const { status, body } = await eventually(say, (answer) => answer.status === 202);
    const { turn_id: turnId } = body as { turn_id: string };
    await eventually(
      () => Promise.resolve(events.filter(({ type }) => type === 'turn-end')),
      (ends) => ends.length > 0,
    );
    expect(status).toBe(202);
    expect(events).toContainEqual(
      expect.objectContaining({ type: 'turn-end', turnId, spokenText: 'Dinner is ready.' }),
    );
    const live = async () => (await server.request('GET', '/api/sessions/live')).body;
    const alone = { id, user_id: 'ann', channel: 'websocket', agent_name: 'Vox', people: [] };
    expect(await live()).toMatchObject({
      sessions: [{ ...alone, muted: false, speaking: false, last_turn: {} }],
      live: 1,
      capacity: 100,
    });
    const mute = (body: object) => server.request('POST', `/api/sessions/${id}/mute`, body);
    expect(await mute({})).toMatchObject({ status: 200, body: { muted: true } });
    input.push({ type: 'text', text: 'Is anybody there?' });
    const answers = await eventually(
      () => Promise.resolve(events.filter(({ type }) => type === 'turn-end')),
      (ends) => ends.length > 1,
    );
    expect(answers[1]).toMatchObject({ userText: 'Is anybody there?', spokenText: '' });
    expect(await live()).toMatchObject({ sessions: [{ ...alone, muted: true }] });
    expect(await mute({ muted: false })).toMatchObject({ status: 200, body: { muted: false } });
    const ended = await server.request('POST', `/api/sessions/${id}/end`);
    expect(ended).toMatchObject({ status: 200, body: { active: false } });
    await talking;
    expect((await say()).status).toBe(409);
    expect((await mute({})).status).toBe(409);
    expect(await live()).toMatchObject({ sessions: [], live: 0 });
  });

  it('says that there was no answer to cancel where there was none', async () => {
    const none = await server.request('POST', `/api/sessions/${randomUUID()}/cancel`);
    expect(none).toMatchObject({ status: 200, body: { cancelled: false } });
    const noId = await server.request('POST', '/api/sessions/42/cancel');
    expect(noId).toMatchObject({ status: 400, body: { field: 'id' } });
  });
});
