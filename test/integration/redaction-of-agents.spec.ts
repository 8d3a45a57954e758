import { OpenAiChatStandIn } from '@vox/stand-ins';
import { DataSource } from 'typeorm';

import { VoiceSocketClient } from '../../apps/console/src/voice-socket-client';
import { Memories } from '../../src/memory/memories';
import { eventually } from '../support/eventually';
import { WholeApp } from './support/whole-app';

const PHONE = '+49 171 2345678';
const EMAIL = 'plum.tree@example.org';
const CARD = '4111111111111111';
const WORDS = `Call ${PHONE} or write to ${EMAIL}, my card is ${CARD}.`;

type Json = Record<string, unknown>;

describe('redaction of an agent', () => {
  let whole: WholeApp;
  let model: OpenAiChatStandIn;

  beforeAll(async () => {
    model = await OpenAiChatStandIn.start({
      reply: (text) => `You said: ${text}`,
      calls: (text) =>
        text.includes('put me through')
          ? [{ name: 'transfer_to_agent', arguments: { agent: 'Bookkeeping' } }]
          : [],
    });
    whole = await WholeApp.start({
      REDACT_STORED: 'card',
      OPENROUTER_BASE_URL: model.url,
    });
  });
  afterAll(async () => {
    await whole.stop();
    await model.close();
  });

  const agent = async (settings: Json): Promise<string> => {
    const made = await whole.post('/api/agents', { system_prompt: 'Be brief.', ...settings });
    return String(((await made.json()) as Json)['id']);
  };
  const open = async (agentId?: string) => {
    const url = `${whole.url.replace('http', 'ws')}/ws/voice`;
    const client = await VoiceSocketClient.connect(url, { apiKey: whole.key });
    const { session_id: sessionId } = await client.start({
      user_id: 'ann',
      ...(agentId === undefined ? {} : { agent_id: agentId }),
    });
    /** Waits for so many turns to be over. */
    const over = async (turns: number) => {
      const all = await eventually(
        () => Promise.resolve(client.events.filter(({ event }) => event === 'turn_complete')),
        ({ length }) => length >= turns,
      );
      return all.at(-1)?.data as Json;
    };
    const say = (text: string, turns: number) => {
      client.send({ event: 'text_message', data: { text } });
      return over(turns);
    };
    return { client, sessionId, say };
  };
  const stored = async (sessionId: string, last: string): Promise<string[]> => {
    const messages = await eventually(
      async () =>
        (await (await whole.ask(`/api/sessions/${sessionId}/messages`)).json()) as {
          content: string;
        }[],
      (all) => all.at(-1)?.content.startsWith(last) === true,
    );
    return messages.map(({ content }) => content);
  };
  const bodiesWith = (text: string, from = 0) =>
    model.requests.slice(from).filter(({ body }) => body.includes(text));

  it('leaves out of what is kept, and of what models are told, what its agent adds', async () => {
    const strict = await agent({
      name: 'Strict',
      redact_stored: ['phone'],
      redact_for_models: ['email'],
    });
    const { client, sessionId, say } = await open(strict);
    const { user_text, spoken_text } = await say(WORDS, 1);
    expect([user_text, spoken_text]).toEqual([WORDS, `You said: ${WORDS}`]);
    const kept = `Call [PHONE_1] or write to ${EMAIL}, my card is [CARD_1].`;
    expect(await stored(sessionId, 'You said')).toEqual([kept, `You said: ${kept}`]);
    expect(bodiesWith(EMAIL)).toEqual([]);
    expect(bodiesWith(`Call ${PHONE} or write to [EMAIL_1], my card is ${CARD}.`)).not.toEqual([]);
    await client.close();

    const added = await whole.post(`/api/sessions/${sessionId}/messages`, {
      role: 'user',
      content: WORDS,
    });
    expect(await added.json()).toMatchObject({ content: kept });
    await eventually(
      async () => (await (await whole.ask(`/api/sessions/${sessionId}`)).json()) as Json,
      ({ title }) => typeof title === 'string',
    );
    expect(bodiesWith(EMAIL)).toEqual([]);
  });

  it('is for that agent alone, and the server for all', async () => {
    const from = model.requests.length;
    const { client, sessionId, say } = await open();
    await say(WORDS, 1);
    const kept = `Call ${PHONE} or write to ${EMAIL}, my card is [CARD_1].`;
    expect(await stored(sessionId, 'You said')).toEqual([kept, `You said: ${kept}`]);
    expect(bodiesWith(WORDS, from)).not.toEqual([]);
    await client.close();
  });

  it('goes on with a conversation that is handed over, and with an edit in its midst', async () => {
    const bookkeeping = await agent({ name: 'Bookkeeping' });
    const desk = await agent({
      name: 'Desk',
      transfer_to: [bookkeeping],
      redact_for_models: ['phone'],
    });
    const { client, sessionId, say } = await open(desk);
    const from = model.requests.length;
    const body = JSON.stringify({ redact_stored: ['phone'] });
    await whole.ask(`/api/agents/${desk}`, { method: 'PUT', body });
    // The other one says something of its own, once it has taken over.
    await say(`I am at ${PHONE}, please put me through.`, 2);
    await say(`Again: ${PHONE}`, 3);
    await client.close();
    const rows = await stored(sessionId, 'You said: Again');
    expect(rows.filter((row) => row.includes(PHONE))).toEqual([]);
    expect(rows).toContain('Again: [PHONE_1]');
    expect(bodiesWith('Again: [PHONE_1]', from)).not.toEqual([]);
    expect(bodiesWith(PHONE, from)).toEqual([]);
  });

  it('is kept to by facts', async () => {
    const made = await whole.post('/api/sessions', { user_id: 'ann' });
    const sessionId = String(((await made.json()) as Json)['id']);
    const database = whole.app.get(DataSource);
    const [{ id: userId } = { id: '' }] = await database.query<{ id: string }[]>(
      "insert into users (display_name) values ('Ann') returning id",
    );
    await whole.app.get(Memories, { strict: false }).add(
      { userId, person: 'ann' },
      {
        fact: WORDS,
        origin: 'agent',
        sessionId,
        turnId: crypto.randomUUID(),
        redactStored: ['phone', 'email'],
      },
    );
    expect(await database.query('select fact from memories')).toEqual([
      { fact: 'Call [PHONE_1] or write to [EMAIL_1], my card is [CARD_1].' },
    ]);
  });
});
