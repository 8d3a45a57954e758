import { randomUUID } from 'node:crypto';

import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';

import { VoiceSocketClient } from '../../apps/console/src/voice-socket-client';
import { McpServers } from '../../src/mcp-server/mcp-servers';
import { eventually } from '../support/eventually';
import { RestDocument } from './support/rest-document';
import { silenceLogs } from './support/quiet-logger';
import { WholeApp } from './support/whole-app';

silenceLogs();

type Json = Record<string, unknown>;
type Result = { readonly text: string; readonly data: Json | undefined; readonly isError: boolean };

const READING = ['list_sessions', 'get_transcript'];
const TALKING = ['say', 'ask'];
const ADMIN = ['join_voice', 'create_agent', 'update_agent', 'delete_agent'];

/** With the SDK's own client, as it is published. */
describe('/mcp of the whole application', () => {
  let whole: WholeApp;
  const clients: { close(): Promise<void> }[] = [];

  beforeAll(async () => {
    whole = await WholeApp.start();
  });
  afterAll(async () => {
    await Promise.all(clients.map((client) => client.close()));
    await whole.stop();
  });

  async function connected(key: string, mode: 'auto' | 'legacy' = 'auto') {
    const client = new Client({ name: 'test', version: '1' }, { versionNegotiation: { mode } });
    const requestInit = { headers: { authorization: `Bearer ${key}` } };
    const url = new URL('/mcp', whole.url);
    await client.connect(new StreamableHTTPClientTransport(url, { requestInit }));
    clients.push(client);
    const call = async (name: string, given: Json = {}): Promise<Result> => {
      const { content, structuredContent, isError } = await client.callTool({
        name,
        arguments: given,
      });
      const [first] = content as { text: string }[];
      return {
        text: first?.text ?? '',
        data: structuredContent as Json | undefined,
        isError: isError === true,
      };
    };
    const names = async () => (await client.listTools()).tools.map(({ name }) => name);
    return { call, names };
  }
  async function talker(key: string) {
    const url = `${whole.url.replace('http', 'ws')}/ws/voice`;
    const client = await VoiceSocketClient.connect(url, { apiKey: key });
    clients.push(client);
    const { session_id: sessionId } = await client.start();
    const type = (text: string) => client.send({ event: 'text_message', data: { text } });
    return { client, sessionId, type };
  }
  const made = async (path: string, body: Json): Promise<Json> => {
    const answer = await whole.post(path, body);
    expect(answer.status).toBe(201);
    return (await answer.json()) as Json;
  };
  async function keyOf(name: string, scopes: readonly string[]) {
    const user = await made('/api/users', { display_name: name });
    return String((await made('/api/keys', { user_id: user['id'], name, scopes }))['key']);
  }

  it.each(['auto', 'legacy'] as const)(
    'lists sessions, speaks, and shows what was said, to clients of either revision (%s)',
    async (mode) => {
      const { client, sessionId } = await talker(whole.key);
      const { call } = await connected(whole.key, mode);
      const { data } = await call('list_sessions', { active: 'true' });
      expect(JSON.stringify(data)).toContain(sessionId);
      const said = await call('say', { session_id: sessionId, text: 'Dinner is ready.' });
      const turnId = said.data?.['turn_id'];
      expect(turnId).toEqual(expect.any(String));
      const { data: turn } = await client.waitFor('turn_complete');
      expect(turn).toMatchObject({ turn_id: turnId, spoken_text: 'Dinner is ready.' });
      const transcript = await eventually(
        () => call('get_transcript', { session_id: sessionId }),
        (got) => (got.data?.['messages'] as unknown[]).length === 1,
      );
      expect(transcript.data).toMatchObject({ messages: [{ content: 'Dinner is ready.' }] });
      expect(JSON.parse(transcript.text)).toEqual(transcript.data);
      await client.close();
    },
  );

  it('asks a person who talks, and gives their answer in their words', async () => {
    const { client, sessionId, type } = await talker(whole.key);
    const { call } = await connected(whole.key);
    const asking = call('ask', { session_id: sessionId, question: 'Tea or coffee?' });
    await client.waitFor('turn_complete');
    const again = await call('ask', { session_id: sessionId, question: 'Or water?' });
    expect(again).toMatchObject({ isError: true });
    expect(again.text).toContain('already');
    type('Coffee, please.');
    expect((await asking).data).toEqual({ outcome: 'answered', answer: 'Coffee, please.' });
  });

  it('says that nobody answered, or that they have hung up', async () => {
    const { client, sessionId } = await talker(whole.key);
    const { call } = await connected(whole.key);
    const question = { session_id: sessionId, question: 'Well?' };
    const late = await call('ask', { ...question, timeout_seconds: 5 });
    expect(late.data).toEqual({ outcome: 'timed-out', answer: null });
    const asking = call('ask', question);
    const from = client.events.length;
    await client.waitFor('turn_complete', { from });
    await client.close();
    expect((await asking).data).toEqual({ outcome: 'session-ended', answer: null });
    const gone = await call('say', { session_id: sessionId, text: 'Hello?' });
    expect(gone).toMatchObject({ isError: true });
    expect(gone.text).toContain('session_id');
  });

  it('edits agents as REST does, on record', async () => {
    const { call } = await connected(whole.key);
    const { data } = await call('create_agent', { name: 'Made by MCP', system_prompt: 'x' });
    const id = String(data?.['id']);
    const changed = await call('update_agent', { id, greeting: 'Hello.' });
    expect(changed.data).toMatchObject({ id, name: 'Made by MCP', greeting: 'Hello.' });
    expect((await call('list_agents')).text).toContain('Made by MCP');
    const refused = await call('update_agent', { id, temperature: 9 });
    expect(refused).toMatchObject({ isError: true });
    expect(refused.text).toContain('temperature');
    expect((await call('delete_agent', { id })).data).toEqual({ id });
    expect(await call('delete_agent', { id })).toMatchObject({ isError: true });
    const path = `/api/audit?target_id=${id}`;
    const record = (await (await whole.ask(path)).json()) as Json[];
    expect(record.map(({ action }) => action)).toEqual([
      'deleteAgent',
      'deleteAgent',
      'updateAgent',
      'createAgent',
    ]);
  });

  it('says why no bot joins', async () => {
    const { call } = await connected(whole.key);
    const where = { guild_id: '123456789012345678', channel_id: '123456789012345679' };
    const joined = await call('join_voice', where);
    expect(joined).toMatchObject({ isError: true, text: 'No Discord bot is logged in' });
  });

  it.each([
    [['talk'], TALKING],
    [['read'], [...READING, 'list_agents']],
    [
      ['talk', 'read'],
      [...READING, ...TALKING, 'list_agents'],
    ],
    [['admin'], [...READING, ...TALKING, ...ADMIN, 'list_agents']],
  ])('offers a key with %j what it may, and nothing else is called', async (scopes, tools) => {
    const { names, call } = await connected(await keyOf(`${scopes.join()} of MCP`, scopes));
    expect((await names()).sort()).toEqual([...tools].sort());
    for (const name of [...READING, ...TALKING, ...ADMIN]) {
      if (tools.includes(name)) continue;
      await expect(call(name, { session_id: randomUUID() })).rejects.toThrow();
    }
  });

  it('tells nobody of sessions that are not theirs', async () => {
    const { sessionId } = await talker(whole.key);
    const own = await keyOf('Ann', ['talk', 'read']);
    const { sessionId: ownId } = await talker(own);
    const { call } = await connected(own);
    const { data } = await call('list_sessions');
    expect(JSON.stringify(data)).toContain(ownId);
    expect(JSON.stringify(data)).not.toContain(sessionId);
    for (const name of ['get_transcript', 'say', 'ask']) {
      const given = { session_id: sessionId, text: 'x', question: 'x' };
      const { text, question, session_id } = given;
      const more = { get_transcript: {}, say: { text }, ask: { question } }[name];
      const refused = await call(name, { session_id, ...more });
      expect(refused).toMatchObject({ isError: true, text: 'There is no such session' });
    }
  });

  /** Of the server's own list, so that no new tool is left out here. */
  const all = () => whole.app.get(McpServers, { strict: false }).tools;

  it('is for whom the route is that does the same, tool by tool', async () => {
    const described = await (await fetch(`${whole.url}/api/openapi.json`)).json();
    const routes = new Map(new RestDocument(described).operations.map((one) => [one.id, one]));
    const unlike = all().filter(({ twin, scope, keysOnly = false }) => {
      const route = routes.get(twin);
      return route?.scope !== scope || route.isForKeys !== keysOnly;
    });
    expect(unlike.map(({ name }) => name)).toEqual([]);
    expect(all().length).toBeGreaterThanOrEqual(9);
  });

  it('refuses a session of somebody else to every tool that takes one', async () => {
    const { sessionId } = await talker(whole.key);
    const { call } = await connected(await keyOf('Cleo', ['talk', 'read']));
    const about = all().filter(
      ({ input, scope }) => 'session_id' in input.shape && scope !== 'admin',
    );
    for (const { name, input } of about) {
      const words = Object.keys(input.shape).filter((key) => ['text', 'question'].includes(key));
      const more = Object.fromEntries(words.map((key) => [key, 'x']));
      const refused = await call(name, { session_id: sessionId, ...more });
      expect({ name, ...refused }).toMatchObject({
        isError: true,
        text: 'There is no such session',
      });
    }
    expect(about.length).toBeGreaterThanOrEqual(3);
  });

  it('lets nobody in without a key, and no page of another site', async () => {
    const ask = (headers: Record<string, string>) =>
      fetch(`${whole.url}/mcp`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/list' }),
      });
    const unknown = await ask({});
    expect(unknown.status).toBe(401);
    expect(unknown.headers.get('www-authenticate')).toBe('Bearer');
    expect((await ask({ 'x-api-key': 'wrong, and long enough' })).status).toBe(401);
    const elsewhere = { 'x-api-key': whole.key, origin: 'https://evil.example' };
    expect((await ask(elsewhere)).status).toBe(403);
    const form = { 'x-api-key': whole.key, 'content-type': 'text/plain' };
    expect((await ask(form)).status).toBe(415);
  });
});
