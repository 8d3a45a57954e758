import { DataSource } from 'typeorm';

import { VoiceService } from '../../src/voice';
import { eventually } from '../support/eventually';
import { until } from '../support/socket-test-client';
import { Talk } from '../support/talk';
import { BillingStandIns } from './support/billing-stand-ins';
import { silenceLogs } from './support/quiet-logger';
import { WholeApp } from './support/whole-app';
silenceLogs();

type Json = Record<string, unknown>;

/** Long enough to be spoken to, of words with one token or more each. */
const LONG = Array.from({ length: 6 }, (_, n) => `Sentence ${n} is here.`).join(' ');

const reply = (text: string) => (text.includes('long') ? LONG : 'It is noon. Bye.');
const calls = (text: string) =>
  text.includes('clock') ? [{ name: 'current_time', arguments: {} }] : [];

describe('what is stored of providers', () => {
  let whole: WholeApp;
  let billing: BillingStandIns;
  let agentId: string;

  beforeAll(async () => {
    billing = await BillingStandIns.start({ reply, calls });
    whole = await WholeApp.start(billing.environment);
    agentId = await made('/api/agents', {
      name: 'Clerk',
      system_prompt: 'Be brief.',
      tools: ['current_time'],
    });
  });
  afterAll(async () => {
    await whole.stop();
    await billing.close();
  });

  const json = async (answer: Response): Promise<Json> => (await answer.json()) as Json;
  const made = async (path: string, body: Json): Promise<string> => {
    const answer = await json(await whole.post(path, body));
    expect(answer).toHaveProperty('id');
    return String(answer['id']);
  };
  const rows = (where: string, values: unknown[] = []) =>
    whole.app.get(DataSource).query<Json[]>(`select * from provider_uses where ${where}`, values);
  const talk = (userId: string) =>
    new Talk(whole.app.get(VoiceService, { strict: false }), { agentId, userId });
  const costs = async (query: string) =>
    (await (await whole.ask(`/api/costs?${query}`)).json()) as Json[];

  it('is what each of them billed for a spoken turn, on the account of who talks', async () => {
    const ann = talk('ann');
    const end = await ann.say();
    expect(end).toMatchObject({ outcome: 'completed', userText: 'What is the time?' });
    const stored = await billing.untilStored(whole.app.get(DataSource));
    expect(stored.audioMs).toBeGreaterThan(500);
    expect(stored.characters).toBe('It is noon.Bye.'.length);
    const uses = await rows('session_id = $1 order by kind', [ann.sessionId]);
    expect(new Set(uses.map(({ kind }) => kind))).toEqual(new Set(['stt', 'llm', 'tts']));
    for (const use of uses) {
      expect(use).toMatchObject({ agent_id: agentId, user_id: 'ann', owner_id: null });
    }
    const [answer] = uses.filter(({ kind }) => kind === 'llm');
    expect(answer).toMatchObject({ model: 'tiny', purpose: 'answer', turn_id: end.turnId });
    expect(answer).toMatchObject({ is_estimated: false, cost_usd: null });
    await ann.hangUp();
  });

  it('holds every request: those after a tool, those that are tried again, and of an answer that is cut off', async () => {
    const bob = talk('bob');
    bob.type('Look at the clock.');
    await bob.turnEnd();
    billing.model.setFault('empty', 1);
    bob.type('Once more.');
    expect(await bob.turnEnd()).toMatchObject({ outcome: 'completed' });
    billing.model.setFault('error-object', 1);
    bob.type('And again.');
    expect(await bob.turnEnd()).toMatchObject({ outcome: 'failed' });
    const before = billing.model.bills.length;
    // It stops in its midst, and is given up there.
    billing.model.setFault('stall', 1);
    bob.type('Something long.');
    await until(() => billing.model.bills.length > before);
    await eventually(
      () => bob.events,
      (events) =>
        events
          .map((event) => (event.type === 'reply-delta' ? event.text : ''))
          .join('')
          .includes(LAST_OF_HALF),
    );
    await bob.hangUp();
    await billing.untilStored(whole.app.get(DataSource));
    expect(await rows("user_id = 'bob' and is_estimated")).not.toEqual([]);
  });

  it('holds what is asked beside a conversation, and by REST', async () => {
    const carol = talk('carol');
    for (const text of ['One.', 'Two.']) {
      carol.type(text);
      await carol.turnEnd();
    }
    await whole.post('/api/speech', { text: 'Dinner is ready.' });
    const trial = await whole.post('/api/providers/local/test', {});
    expect(await json(trial)).toMatchObject({ ok: true });
    await carol.hangUp();
    await billing.untilStored(whole.app.get(DataSource));
    expect(await rows("purpose = 'request'")).toMatchObject([
      { kind: 'tts', provider: 'openai', characters: 16, session_id: null, user_id: null },
    ]);
  });

  it('costs what its provider asks for on that day, and is summed by whom and what it was for', async () => {
    const price = { provider: 'local', unit: 'million_completion_tokens', usd: 10 };
    const id = await made('/api/prices', price);
    expect((await whole.post('/api/prices', price)).status).toBe(409);
    await made('/api/prices', { provider: 'local', unit: 'million_prompt_tokens', usd: 1 });
    const dan = talk('dan');
    dan.type('Hello.');
    await dan.turnEnd();
    await dan.hangUp();
    await billing.untilStored(whole.app.get(DataSource));
    const [use = {}] = await rows("user_id = 'dan' and kind = 'llm'");
    const usd = (Number(use['prompt_tokens']) + 10 * Number(use['completion_tokens'])) / 1e6;
    expect(Number(use['cost_usd'])).toBeCloseTo(usd, 8);
    const dearer = await whole.ask(`/api/prices/${id}`, {
      method: 'PATCH',
      body: JSON.stringify({ usd: 1000 }),
    });
    expect(await json(dearer)).toMatchObject({ usd: 1000, model: null });

    const byUser = await costs('group=user');
    const dans = byUser.find(({ key }) => key === 'dan');
    expect(dans).toMatchObject({ requests: 3, estimated: 0, unpriced: 2 });
    expect(dans?.['cost_usd']).toBeCloseTo(usd, 8);
    const [today] = await costs('group=day');
    const { promptTokens, completionTokens, audioMs, characters } = billing.billed;
    expect(today).toMatchObject({
      prompt_tokens: promptTokens,
      completion_tokens: completionTokens,
      audio_s: audioMs / 1000,
      characters,
    });
    const keys = async (group: string) => (await costs(`group=${group}`)).map(({ key }) => key);
    expect(await keys('agent')).toContain(agentId);
    expect(await keys('provider')).toEqual(['local', 'openai']);
    expect(await keys('purpose')).toEqual(expect.arrayContaining(['answer', 'speech']));
    expect((await whole.ask(`/api/prices/${id}`, { method: 'DELETE' })).status).toBe(204);
    expect((await whole.ask(`/api/prices/${id}`)).status).toBe(404);
  });

  it('is told to a member of their own sessions only', async () => {
    const userId = await made('/api/users', { display_name: 'Eve' });
    const asked = { user_id: userId, name: 'eve', scopes: ['talk', 'read'] };
    const { key } = await json(await whole.post('/api/keys', asked));
    const eve = new Talk(whole.app.get(VoiceService, { strict: false }), {
      agentId,
      userId: 'eve',
      ownerId: userId,
    });
    eve.type('Hello.');
    await eve.turnEnd();
    await eve.hangUp();
    await billing.untilStored(whole.app.get(DataSource));
    const own = async (path: string) =>
      fetch(`${whole.url}${path}`, { headers: { 'x-api-key': String(key) } });
    expect(await (await own('/api/costs?group=user')).json()).toMatchObject([
      { key: 'eve', requests: 3 },
    ]);
    expect((await own('/api/prices')).status).toBe(403);
    expect((await costs('group=owner')).map(({ key: owner }) => owner)).toEqual([null, userId]);
  });
});

/** `stall` stops after half of the events: the first has no word, and three come after the last. */
const WORDS = LONG.match(/\s*\S+/gu) ?? [];
const HALF = WORDS.slice(0, Math.ceil((WORDS.length + 4) / 2) - 1).join('');
const LAST_OF_HALF = HALF.slice(-20);
