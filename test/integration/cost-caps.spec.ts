import { DataSource } from 'typeorm';

import { VoiceSocketClient } from '../../apps/console/src/voice-socket-client';
import { Spending } from '../../src/cost/spending';
import { recordedWav } from '../support/recordings';
import { BillingStandIns } from './support/billing-stand-ins';
import { silenceLogs } from './support/quiet-logger';
import { WholeApp } from './support/whole-app';
silenceLogs();

type Json = Record<string, unknown>;

const LONG = Array.from(
  { length: 30 },
  (_, n) => `Sentence ${n} is one of many that are said.`,
).join(' ');
const NOTICE = /^Das Limit für dieses Gespräch ist erreicht/u;

describe('what may be spent, in the whole application', () => {
  let whole: WholeApp;
  let billing: BillingStandIns;
  let agentId: string;

  beforeAll(async () => {
    billing = await BillingStandIns.start({ reply: () => LONG });
    whole = await WholeApp.start(billing.environment);
    const agent = { name: 'Clerk', system_prompt: 'Be brief.', tts_language: 'de' };
    agentId = String(((await (await whole.post('/api/agents', agent)).json()) as Json)['id']);
  });
  afterAll(async () => {
    await whole.stop();
    await billing.close();
  });

  const set = async (changes: object) => {
    const init = { method: 'PATCH', body: JSON.stringify(changes) };
    expect((await whole.ask('/api/settings', init)).status).toBe(200);
  };
  async function talker() {
    const client = await VoiceSocketClient.connect(`${whole.url.replace('http', 'ws')}/ws/voice`, {
      apiKey: whole.key,
    });
    return {
      client,
      type: (text: string) => client.send({ event: 'text_message', data: { text } }),
    };
  }
  const asked = () =>
    billing.model.bills.length + billing.voice.speechRequests.length + billing.ears.requests.length;

  it('ends an answer in its midst on a socket, says why, asks nobody any more, and has counted to the token', async () => {
    await set({ CAP_SESSION_TOKENS: 70 });
    const { client, type } = await talker();
    const { session_id: sessionId } = await client.start({ agent_id: agentId });
    type('Go on and on.');
    expect((await client.waitFor('limit_near')).data).toMatchObject({ scope: 'session' });
    expect((await client.waitFor('limit_reached')).data).toMatchObject({
      unit: 'tokens',
      limit: 70,
    });
    const cut = await client.waitFor('turn_complete');
    expect(cut.data).toMatchObject({ outcome: 'interrupted' });
    // Whole sentences.
    expect(cut.data['spoken_text']).toMatch(/^Sentence 0 .*said\.$/u);
    const notice = await client.waitFor('turn_complete', {
      from: client.events.findIndex(({ event }) => event === 'turn_complete') + 1,
    });
    expect(notice.data).toMatchObject({
      outcome: 'completed',
      spoken_text: expect.stringMatching(NOTICE) as unknown,
    });
    const before = asked();
    type('Are you there?');
    expect((await client.waitFor('error')).data).toMatchObject({ code: 'cap_reached' });
    const say = await whole.post(`/api/sessions/${sessionId}/say`, { text: 'Hello.' });
    expect([say.status, await say.json()]).toMatchObject([
      429,
      { type: '/api/problems/cap-reached' },
    ]);
    expect(asked()).toBe(before);
    // With more to spend it goes on.
    await set({ CAP_SESSION_TOKENS: null });
    const events = client.events.length;
    type('And now?');
    await client.waitFor('ai_response_chunk', { from: events });
    await client.close();
    await billing.untilStored(whole.app.get(DataSource));
    const stored = await whole.app
      .get(DataSource)
      .query<Json[]>('select purpose from provider_uses where session_id = $1', [sessionId]);
    expect(stored.map(({ purpose }) => purpose)).toContain('notice');
  });

  it('refuses a new session, and what REST asks for, while a day has nothing left', async () => {
    await set({ CAP_DAY_TOKENS: 1 });
    const { client } = await talker();
    await expect(client.start({ agent_id: agentId })).rejects.toThrow(
      /limit for today is reached/u,
    );
    const before = asked();
    const speech = await whole.post('/api/speech', { text: 'Dinner is ready.' });
    expect([speech.status, await speech.json()]).toMatchObject([
      429,
      { type: '/api/problems/cap-reached', detail: 'The limit for today is reached (1 tokens).' },
    ]);
    expect(asked()).toBe(before);
    await set({ CAP_DAY_TOKENS: null });
    await client.start({ agent_id: agentId });
    await client.close();
  });

  it('knows what was spent before it was started, and by others', async () => {
    await whole.app.get(DataSource).query(
      `insert into provider_uses (id, used_at, kind, provider, purpose, agent_id, owner_id, user_id, prompt_tokens, audio_ms, cost_usd, is_estimated, server_id)
       values (gen_random_uuid(), now(), 'llm', 'x', 'answer', $1, null, 'zoe', 5000, 120000, 3, false, gen_random_uuid()),
         (gen_random_uuid(), now() - interval '2 days', 'llm', 'x', 'answer', $1, null, 'zoe', 5000, 120000, 3, false, gen_random_uuid())`,
      [agentId],
    );
    const spending = whole.app.get(Spending, { strict: false });
    const zoe = { userId: 'zoe', ownerId: null };
    for (const [name, value, unit] of [
      ['CAP_USER_USD', 3, 'usd'],
      ['CAP_USER_TOKENS', 5000, 'tokens'],
      ['CAP_USER_MINUTES', 2, 'minutes'],
    ] as const) {
      await set({ [name]: value });
      const { release } = await spending.open(() => zoe);
      expect(spending.reached(zoe)).toEqual({ scope: 'user', unit, limit: value, spent: value });
      expect(spending.reached({ userId: 'yan', ownerId: null })).toBeUndefined();
      release();
      await set({ [name]: null });
    }
    const { client } = await talker();
    await set({ CAP_USER_USD: 3 });
    await expect(client.start({ agent_id: agentId, user_id: 'zoe' })).rejects.toThrow(
      'for you today',
    );
    await set({ CAP_USER_USD: null, CAP_AGENT_USD: 3 });
    await expect(client.start({ agent_id: agentId })).rejects.toThrow('for this agent today');
    await set({ CAP_AGENT_USD: null });
    await client.start({ agent_id: agentId, user_id: 'zoe' });
    await client.close();
  });

  it('knows it of who has no session as well: speech and transcripts over REST', async () => {
    const user = (await (await whole.post('/api/users', { display_name: 'Zoe' })).json()) as Json;
    const ask = { user_id: user['id'], name: 'all', scopes: ['talk'] };
    const key = String(((await (await whole.post('/api/keys', ask)).json()) as Json)['key']);
    await whole.app.get(DataSource).query(
      `insert into provider_uses (id, used_at, kind, provider, purpose, owner_id, prompt_tokens, is_estimated, server_id)
       values (gen_random_uuid(), now(), 'llm', 'x', 'answer', $1, 5000, false, gen_random_uuid())`,
      [user['id']],
    );
    await set({ CAP_USER_TOKENS: 5000 });
    const before = asked();
    const wav = Buffer.from(recordedWav('check-number-dial-again.wav', 16_000));
    const requests = [
      ['speech', 'application/json', JSON.stringify({ text: 'Dinner is ready.' })],
      ['transcriptions', 'audio/wav', wav],
    ] as const;
    for (const [path, type, body] of requests) {
      const headers = { 'x-api-key': key, 'content-type': type };
      const answer = await fetch(`${whole.url}/api/${path}`, { method: 'POST', headers, body });
      expect([path, answer.status, await problemIn(answer)]).toMatchObject([
        path,
        429,
        {
          type: '/api/problems/cap-reached',
          detail: expect.stringContaining('for you today') as unknown,
        },
      ]);
    }
    expect(asked()).toBe(before);
    await set({ CAP_USER_TOKENS: null });
  });
});

/** Undefined where it is none. */
async function problemIn(answer: Response): Promise<unknown> {
  const type = answer.headers.get('content-type') ?? '';
  return type.includes('problem') ? answer.json() : undefined;
}
