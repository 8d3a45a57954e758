import { randomUUID } from 'node:crypto';

import { recordTurnJobId, JobQueue } from '@vox/jobs';

import { AgentsModule } from '../../src/agents';
import { ConversationService } from '../../src/conversation';
import { SessionsModule } from '../../src/sessions';
import { eventually } from '../support/eventually';
import { silenceLogs } from './support/quiet-logger';
import { startTestApp, type TestApp } from './support/test-app';
import { startTestDatabase, type TestDatabase } from './support/test-database';
import { makeTurn } from './support/turns';
silenceLogs();

const HALF = '\ud83d';

describe('text that PostgreSQL cannot hold', () => {
  let database: TestDatabase;
  let server: TestApp;

  beforeAll(async () => {
    database = await startTestDatabase();
    server = await startTestApp({ url: database.url, rooms: [AgentsModule, SessionsModule] });
  });
  afterAll(async () => {
    await server.app.close();
    await database.stop();
  });

  it.each(['a\0b', `a${HALF}`])(
    'is refused by its field wherever people send it: %j',
    async (bad) => {
      const made = await server.request('POST', '/api/agents', {
        name: `Agent ${randomUUID()}`,
        system_prompt: 'x',
      });
      const path = `/api/agents/${(made.body as { id: string }).id}`;
      const fields = {
        name: bad,
        system_prompt: bad,
        greeting: bad,
        llm_model: bad,
        tts_voice: bad,
        n8n_webhook_url: `https://n8n.example.org/${bad}`,
        llm_steps: [{ provider: 'local', model: bad }],
        discord: { wake_phrases: [bad] },
        discord_token: bad,
      };
      for (const [field, value] of Object.entries(fields)) {
        const answer = await server.request('PUT', path, { [field]: value });
        expect(answer.status).toBe(400);
        expect((answer.body as { field: string }).field.split('.')[0]).toBe(field);
      }
    },
  );

  it('is refused in a query and in a path', async () => {
    expect(await server.request('GET', '/api/sessions?user_id=a%00b')).toMatchObject({
      status: 400,
      body: { field: 'user_id' },
    });
    for (const path of [
      '/api/sessions?before=%00',
      '/api/agents/%00',
      '/api/sessions/a%00/messages',
    ]) {
      expect((await server.request('GET', path)).status).toBe(400);
    }
  });

  it('is mended in what nobody can send again, to the last name and id', async () => {
    const session = { id: randomUUID(), userId: `\0ann${HALF}`, channel: 'discord' as const };
    const turn = makeTurn({
      session,
      userText: `a\0${HALF}b`,
      spokenText: `\0${HALF}`,
      speakerIds: [`1\0`, HALF],
      providers: { llm: `x\0${HALF}` },
    });
    const queue = server.app.get(JobQueue);
    await queue.add('conversation.record-turn', turn, { jobId: recordTurnJobId(turn.turnId) });
    const found = await eventually(
      async () => (await server.request('GET', `/api/sessions/${session.id}/messages`)).body,
      (body) => Array.isArray(body) && body.length === 2,
    );
    expect(found).toMatchObject([
      { content: 'a\ufffdb', speaker_ids: ['1', '\ufffd'] },
      { content: '\ufffd', providers: { llm: 'x\ufffd' } },
    ]);
    const conversations = server.app.get(ConversationService);
    const long = `${'x'.repeat(254)}\u{1f600}`;
    for (const userName of [`A\0nn${HALF}`, long]) {
      const sessionId = randomUUID();
      const request = { sessionId, userId: 'discord:1', channel: 'discord', userName } as const;
      await conversations.getOrCreateSession(request);
      expect((await server.request('GET', `/api/sessions/${sessionId}`)).body).toMatchObject({
        user_name: userName === long ? `${'x'.repeat(254)}\ufffd` : 'Ann\ufffd',
      });
    }
  });
});
