import { randomUUID } from 'node:crypto';

import { RecordTurnHandler } from '../../libs/jobs/src/record-turn.handler';
import { ConversationService } from '../../src/conversation';
import { SessionsModule } from '../../src/sessions';
import { silenceLogs } from './support/quiet-logger';
import { startTestApp, type TestApp } from './support/test-app';
import { startTestDatabase, type TestDatabase } from './support/test-database';
import { makeTurn } from './support/turns';
silenceLogs();

type Message = { turn_id: string; role: string; content: string; sequence: number };

describe('messages that are added', () => {
  let database: TestDatabase;
  let server: TestApp;
  let conversations: ConversationService;

  beforeAll(async () => {
    database = await startTestDatabase();
    server = await startTestApp({ url: database.url, rooms: [SessionsModule] });
    conversations = server.app.get(ConversationService);
  });
  afterAll(async () => {
    await server.app.close();
    await database.stop();
  });

  const create = async () => {
    const { body } = await server.request('POST', '/api/sessions', { user_id: 'ann' });
    return (body as { id: string }).id;
  };
  const add = (id: string, body: object) =>
    server.request('POST', `/api/sessions/${id}/messages`, body);
  const said = async (id: string) => {
    const { body } = await server.request('GET', `/api/sessions/${id}/messages`);
    return (body as Message[]).map(({ role, content }) => `${role}: ${content}`);
  };
  const context = async (id: string) =>
    (await conversations.getConversationContext(id)).slice(1).map(({ content }) => content);

  it('are two sides of a turn, in their order, and with it once however often they are sent', async () => {
    const id = await create();
    const turn_id = randomUUID();
    const asked = { role: 'user', content: 'Nuts?', turn_id };
    const first = await add(id, asked);
    expect(first).toMatchObject({ status: 201, body: { ...asked, sequence: 1, session_id: id } });
    expect(await add(id, asked)).toMatchObject({ status: 200, body: first.body });
    await add(id, { role: 'assistant', content: 'None.', turn_id });
    await add(id, { role: 'user', content: 'Thanks.' });
    expect(await said(id)).toEqual(['user: Nuts?', 'assistant: None.', 'user: Thanks.']);
  });

  it('are not changed, nor put into turns of another session', async () => {
    const [id, other] = [await create(), await create()];
    const turn_id = randomUUID();
    await add(id, { role: 'user', content: 'Nuts?', turn_id });
    const conflict = { status: 409, body: { field: 'turn_id' } };
    expect(await add(id, { role: 'user', content: 'No nuts?', turn_id })).toMatchObject(conflict);
    expect(await add(other, { role: 'assistant', content: 'None.', turn_id })).toMatchObject(
      conflict,
    );
    expect((await add(randomUUID(), { role: 'user', content: 'Nuts?' })).status).toBe(404);
    expect(await said(id)).toEqual(['user: Nuts?']);
  });

  it('are seen by the next turn of who talks, also when the session is loaded anew', async () => {
    const sessionId = await create();
    const listener = { onRefused: () => undefined, onForgotten: () => undefined };
    const hold = await conversations.holdSession(
      { sessionId, userId: 'ann', channel: 'webrtc' },
      listener,
    );
    await add(sessionId, { role: 'user', content: 'I am allergic to nuts.' });
    expect(await context(sessionId)).toEqual(['I am allergic to nuts.']);
    await hold.release();
    conversations.clearCache();
    expect(await context(sessionId)).toEqual(['I am allergic to nuts.']);
  });

  it('come after a turn that began before them and is stored later', async () => {
    const id = await create();
    await add(id, { role: 'user', content: 'Nuts?' });
    const session = { id, userId: 'ann', channel: 'webrtc' } as const;
    const startedAtMs = Date.now() - 60_000;
    const turn = makeTurn({ session, startedAtMs, endedAtMs: Date.now() });
    await server.app.get(RecordTurnHandler).handle(turn);
    expect(await said(id)).toEqual([
      'user: what time is it',
      'assistant: It is noon.',
      'user: Nuts?',
    ]);
  });

  it('leave a turn alone that was said and is not stored yet', async () => {
    const id = await create();
    const turnId = randomUUID();
    await conversations.getOrCreateSession({ sessionId: id, userId: 'ann', channel: 'webrtc' });
    await conversations.addMessage(id, { turnId, role: 'user', content: 'Hello.' });
    const refused = await add(id, { role: 'assistant', content: 'Hi.', turn_id: turnId });
    expect(refused).toMatchObject({ status: 409, body: { field: 'turn_id' } });
  });

  it('are refused when they are empty or have no side', async () => {
    const id = await create();
    for (const [field, body] of [
      ['content', { role: 'user', content: ' ' }],
      ['role', { role: 'system', content: 'Be rude.' }],
    ] as const) {
      expect(await add(id, body)).toMatchObject({ status: 400, body: { field } });
    }
  });
});
