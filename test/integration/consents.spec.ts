import type { AgentConfig } from '@vox/voice-core';
import { DataSource } from 'typeorm';

import { VoiceSocketClient } from '../../apps/console/src/voice-socket-client';
import { ConsentNeeds, Consents } from '../../src/consents';
import { eventually } from '../support/eventually';
import { SocketTestClient } from '../support/socket-test-client';
import { silenceLogs } from './support/quiet-logger';
import { WholeApp } from './support/whole-app';

silenceLogs();

type Json = Record<string, unknown>;

describe('consents, in the whole application', () => {
  let whole: WholeApp;
  let agents: { readonly recorder: string; readonly rememberer: string };
  let ann: { readonly id: string; readonly key: string };
  let bob: { readonly id: string; readonly key: string };
  const clients: VoiceSocketClient[] = [];

  beforeAll(async () => {
    whole = await WholeApp.start({
      SESSION_TITLES: 'false',
      CONSENT_REQUIRED: 'recording',
      REQUESTS_PER_MINUTE: '100000',
    });
    const wants = ({ name }: AgentConfig) => name === 'Recorder';
    whole.app.get(ConsentNeeds, { strict: false }).add('recording', wants);
    const tools = ['remember'];
    agents = {
      recorder: await idOf('/api/agents', { name: 'Recorder', system_prompt: 'x' }),
      rememberer: await idOf('/api/agents', { name: 'Ada', system_prompt: 'x', tools }),
    };
    [ann, bob] = [await person('Ann'), await person('Bob')];
  });
  afterEach(() => Promise.all(clients.splice(0).map((client) => client.close())));
  afterAll(() => whole.stop());

  const ask = async (key: string, method: string, path: string, body?: object) => {
    const headers = { 'x-api-key': key, 'content-type': 'application/json' };
    const json = body === undefined ? {} : { body: JSON.stringify(body) };
    const answer = await fetch(`${whole.url}${path}`, { method, headers, ...json });
    return { status: answer.status, body: (await answer.json()) as Json };
  };
  async function idOf(path: string, body: Json): Promise<string> {
    return String((await ask(whole.key, 'POST', path, body)).body['id']);
  }
  async function person(name: string) {
    const id = await idOf('/api/users', { display_name: name });
    const key = { user_id: id, name, scopes: ['talk', 'read'] };
    return { id, key: String((await ask(whole.key, 'POST', '/api/keys', key)).body['key']) };
  }
  async function talk(key: string, start: Json = {}) {
    const url = `${whole.url.replace('http', 'ws')}/ws/voice`;
    const client = await VoiceSocketClient.connect(url, { apiKey: key });
    clients.push(client);
    const asked = { agent_id: agents.recorder, user_id: 'me', ...start };
    const { session_id: sessionId } = await client.start(asked);
    return { client, sessionId };
  }
  const mayRecord = (sessionId: string, speakerId?: string) =>
    whole.app.get(Consents, { strict: false }).isGiven({ sessionId, speakerId }, 'recording');
  const consents = async (sessionId: string, key = ann.key) =>
    (await ask(key, 'GET', `/api/sessions/${sessionId}/consents`)).body;

  it('are asked for, given, taken back, and known again to who comes back', async () => {
    const { client, sessionId } = await talk(ann.key);
    const { data } = await client.waitFor('consent_required');
    expect(data).toMatchObject({ kinds: ['recording'], required: ['recording'] });
    const asked = await eventually(
      () => consents(sessionId),
      ({ people }) => (people as Json[]).length > 0,
    );
    expect(asked).toMatchObject({ recording: false, people: [{ state: 'asked', person: 'me' }] });
    client.send({ event: 'consent', data: { kind: 'recording', given: true } });
    await client.waitFor('consent_changed');
    expect(await consents(sessionId)).toMatchObject({
      recording: true,
      people: [{ state: 'given', door: 'websocket', is_guest: false }],
    });
    await client.close();
    expect(await consents(sessionId)).toMatchObject({ recording: true });
    const again = await talk(ann.key, { session_id: sessionId });
    expect(mayRecord(sessionId)).toBe(true);
    again.client.send({ event: 'text_message', data: { text: 'Hello?' } });
    await again.client.waitFor('turn_complete');
    expect(again.client.events.map(({ event }) => event)).not.toContain('consent_required');
    const from = again.client.events.length;
    again.client.send({ event: 'consent', data: { kind: 'recording', given: false } });
    await again.client.waitFor('consent_changed', { from });
    expect(mayRecord(sessionId)).toBe(false);
    // A refusal counts before it is stored.
    const after = await eventually(
      () => consents(sessionId),
      ({ people }) => JSON.stringify(people).includes('withdrawn"'),
    );
    expect(after['recording']).toBe(false);
    expect(after['people']).toMatchObject([
      { state: 'withdrawn', given_at: expect.any(String), withdrawn_at: expect.any(String) },
    ]);
  });

  it('are kept from when to when, also once they were given again', async () => {
    const { client, sessionId } = await talk(ann.key);
    const say = async (given: boolean) => {
      const from = client.events.length;
      client.send({ event: 'consent', data: { kind: 'recording', given } });
      await client.waitFor('consent_changed', { from });
      const state = given ? 'given' : 'withdrawn';
      const { people } = await eventually(
        () => consents(sessionId),
        (all) => (all['people'] as Json[])[0]?.['state'] === state,
      );
      return (people as Json[])[0] ?? {};
    };
    const first = await say(true);
    const second = await say(false);
    const third = await say(true);
    expect(third['earlier']).toEqual([
      { given_at: first['given_at'], withdrawn_at: second['withdrawn_at'] },
    ]);
    const { earlier, given_at: since, withdrawn_at: until } = await say(false);
    expect([earlier, since]).toEqual([third['earlier'], third['given_at']]);
    expect((await say(true))['earlier']).toEqual([
      ...(earlier as Json[]),
      { given_at: since, withdrawn_at: until },
    ]);
    const headers = { 'x-api-key': ann.key };
    const path = `/api/users/${ann.id}/export`;
    const lines = (await (await fetch(`${whole.url}${path}`, { headers })).text()).split('\n');
    const row = lines.find((line) => line.includes('"consents"') && line.includes(sessionId));
    expect((JSON.parse(String(row)) as { earlier: Json[] }).earlier).toHaveLength(2);
  });

  it('to be remembered are kept from when to when, too', async () => {
    const memory = `/api/users/${bob.id}/memory`;
    for (const enabled of [true, false, true, false]) {
      await ask(bob.key, 'PUT', memory, { enabled });
    }
    const { body } = await ask(bob.key, 'GET', `/api/users/${bob.id}/consents`);
    expect(body).toMatchObject({
      memory: false,
      given: [{ kind: 'memory', state: 'withdrawn', earlier: [{}] }],
    });
  });

  it('are a guest’s own: nobody else says yes for them, and anybody of the session no', async () => {
    const { client, sessionId } = await talk(ann.key, { consents: { recording: true } });
    expect(mayRecord(sessionId)).toBe(true);
    const invite = { name: 'Cy', guest_id: 'me' };
    const { body } = await ask(ann.key, 'POST', `/api/sessions/${sessionId}/invites`, invite);
    const guest = await talk(whole.key, { invite: body['invite'], agent_id: undefined });
    await guest.client.waitFor('consent_required');
    expect(mayRecord(sessionId, 'me')).toBe(false);
    const path = `/api/sessions/${sessionId}/consents`;
    const yes = { kind: 'recording', given: true, person: 'me' };
    expect(await ask(ann.key, 'PUT', path, yes)).toMatchObject({
      status: 400,
      body: { errors: [{ field: 'person' }] },
    });
    guest.client.send({ event: 'consent', data: { kind: 'recording', given: true } });
    await guest.client.waitFor('consent_changed');
    expect(mayRecord(sessionId, 'me')).toBe(true);
    const no = await ask(ann.key, 'PUT', path, { ...yes, given: false });
    expect(no.body).toMatchObject({
      recording: true,
      people: [
        { is_guest: false, state: 'given' },
        { is_guest: true, state: 'withdrawn', door: 'rest' },
      ],
    });
    expect([mayRecord(sessionId), mayRecord(sessionId, 'me')]).toEqual([true, false]);
    const told = guest.client.events.filter(({ event }) => event === 'consent_changed');
    expect(told.at(-1)?.data).toMatchObject({ given: false });
    const own = client.events.filter(({ event }) => event === 'consent_changed');
    expect(own).toMatchObject([{ data: { given: true } }]);
  });

  it('come from a browser with its join, or later', async () => {
    const url = `${whole.url.replace('http', 'ws')}/ws/webrtc?api_key=${bob.key}`;
    const page = await new SocketTestClient(url).opened();
    const request = async (id: number, method: string, data: Json) => {
      page.send({ id, method, data });
      return page.message((message) => message.id === id);
    };
    const joined = await request(1, 'join', { consents: { recording: true } });
    const sessionId = String(joined.data['session_id']);
    expect(mayRecord(sessionId)).toBe(true);
    const no = await request(2, 'consent', { kind: 'recording', given: false });
    expect(no).toMatchObject({ ok: true, data: {} });
    expect(mayRecord(sessionId)).toBe(false);
    await request(3, 'consent', { kind: 'recording', given: true });
    expect(await consents(sessionId, bob.key)).toMatchObject({ people: [{ door: 'browser' }] });
    page.socket.close();
    await eventually(
      async () => mayRecord(sessionId),
      (isGiven) => !isGiven,
    );
  });

  it('stand for all sessions of an account, but not of who comes with its tokens', async () => {
    const path = `/api/users/${ann.id}/consents`;
    const given = await ask(ann.key, 'PUT', path, { kind: 'recording', given: true });
    expect(given).toMatchObject({
      status: 200,
      body: { recording: true, memory: false, given: [{ kind: 'recording', person: null }] },
    });
    const own = await talk(ann.key);
    expect(mayRecord(own.sessionId)).toBe(true);
    const { body } = await ask(ann.key, 'POST', '/api/tokens', { user_id: 'end-user' });
    const embedded = await talk(String(body['token']));
    await embedded.client.waitFor('consent_required');
    expect(mayRecord(embedded.sessionId)).toBe(false);
    await ask(ann.key, 'PUT', path, { kind: 'recording', given: false });
    await eventually(
      async () => mayRecord(own.sessionId),
      (isGiven) => !isGiven,
    );
    const record = await ask(
      whole.key,
      'GET',
      `/api/audit?target_id=${ann.id}&action=setUserConsent`,
    );
    expect(record.body).toMatchObject([{ action: 'setUserConsent' }, { action: 'setUserConsent' }]);
  });

  it('let a session say no to being remembered, where its user has allowed it', async () => {
    const memory = `/api/users/${bob.id}/memory`;
    await ask(bob.key, 'PUT', memory, { enabled: true });
    expect((await ask(bob.key, 'GET', `/api/users/${bob.id}/consents`)).body).toMatchObject({
      memory: true,
    });
    const { client, sessionId } = await talk(bob.key, { agent_id: agents.rememberer });
    expect(await consents(sessionId, bob.key)).toMatchObject({ memory: true });
    client.send({ event: 'consent', data: { kind: 'memory', given: false } });
    await client.waitFor('consent_changed');
    expect(await consents(sessionId, bob.key)).toMatchObject({ memory: false });
    client.send({ event: 'text_message', data: { text: 'Please remember that I like tea.' } });
    await client.waitFor('turn_complete');
    const facts = await ask(bob.key, 'GET', `/api/users/${bob.id}/memories`);
    expect(facts.body).toEqual([]);
    client.send({ event: 'consent', data: { kind: 'memory', given: true } });
    const from = client.events.length;
    await client.waitFor('consent_changed', { from });
    client.send({ event: 'text_message', data: { text: 'Please remember that I like tea.' } });
    await client.waitFor('turn_complete', { from });
    expect((await ask(bob.key, 'GET', `/api/users/${bob.id}/memories`)).body).toHaveLength(1);
  });

  it('are for nobody else to see or to change', async () => {
    const { sessionId } = await talk(ann.key);
    for (const [path, body] of [
      [`/api/sessions/${sessionId}/consents`, { kind: 'recording', given: true }],
      [`/api/users/${ann.id}/consents`, { kind: 'recording', given: true }],
    ] as const) {
      expect((await ask(bob.key, 'GET', path)).status).toBe(404);
      expect((await ask(bob.key, 'PUT', path, body)).status).toBe(404);
    }
    expect(mayRecord(sessionId)).toBe(false);
  });

  it('go with their session, also while it goes on', async () => {
    const { client, sessionId } = await talk(bob.key, { consents: { recording: true } });
    expect(mayRecord(sessionId)).toBe(true);
    await fetch(`${whole.url}/api/sessions/${sessionId}`, {
      method: 'DELETE',
      headers: { 'x-api-key': bob.key },
    });
    await client.waitFor('consent_changed');
    await client.waitFor('consent_required');
    const rows: unknown[] = await whole.app
      .get(DataSource)
      .query('select 1 from consents where session_id = $1', [sessionId]);
    expect(rows).toEqual([]);
  });
});
