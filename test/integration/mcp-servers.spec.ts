import { execFile } from 'node:child_process';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { VoiceSocketClient } from '../../apps/console/src/voice-socket-client';
import { eventually } from '../support/eventually';
import { mcpProgram } from './support/mcp-programs';
import { McpShop } from './support/mcp-shop';
import { silenceLogs } from './support/quiet-logger';
import { WholeApp } from './support/whole-app';

silenceLogs();

type Json = Record<string, unknown>;

const EXAMPLE = join(__dirname, '../../examples/mcp-agent.sh');
const SECRET_HEADERS = { Authorization: 'Bearer wholly-secret' };

describe('/api/mcp-servers of the whole application', () => {
  const answers: string[] = [];
  let shop: McpShop;
  let whole: WholeApp;

  beforeAll(async () => {
    shop = await McpShop.start();
    const file = join(await mkdtemp(join(tmpdir(), 'vox-mcp-')), 'servers.json');
    const everything = { command: process.execPath, args: [mcpProgram('everything')] };
    await writeFile(file, JSON.stringify({ mcpServers: { everything } }));
    const { port } = shop;
    const OUTBOUND_ALLOWED_HOSTS = `127.0.0.1:${port}`;
    whole = await WholeApp.start({ OUTBOUND_ALLOWED_HOSTS, MCP_SERVERS_FILE: file });
  });
  afterAll(async () => {
    await whole.stop();
    await shop.close();
  });

  const rest = async (method: string, path: string, body?: object) => {
    const init = { method, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
    const response = await whole.ask(path, init);
    const text = await response.text();
    answers.push(text);
    return { status: response.status, body: (text === '' ? {} : JSON.parse(text)) as Json };
  };

  const agentPath = async () => {
    const agents = (await rest('GET', '/api/agents')).body as unknown as Json[];
    return `/api/agents/${String(agents.find((one) => one['is_default'])?.['id'])}`;
  };

  it('is used as the example shows, which cleans up', async () => {
    const env = { ...process.env, VOXBRIDGE_API_KEY: whole.key };
    const { stdout } = await promisify(execFile)('sh', [EXAMPLE, whole.url, shop.url], { env });
    expect(stdout).toMatch(/"ok":true,.*"protocol_version":"2026-07-28".*"tool_count":2/u);
    expect(stdout).toContain('"name":"example__find_item","server_name":"find.item"');
    expect(stdout).toContain('"tools":["example__*","end_call"]');
    const { body } = await rest('GET', '/api/mcp-servers');
    expect(body).toMatchObject([{ name: 'everything', transport: 'stdio', read_only: true }]);
  });

  it('starts those of the configuration, which no request can change', async () => {
    const shown = await eventually(
      async () => (await rest('GET', '/api/mcp-servers/everything')).body,
      (body) => body['status'] === 'connected' && Number(body['tool_count']) > 5,
    );
    expect(shown).toMatchObject({ url: null, protocol_version: '2025-11-25' });
    const path = '/api/mcp-servers/everything';
    expect((await rest('PUT', path, { is_enabled: false })).status).toBe(409);
    expect((await rest('DELETE', path)).status).toBe(409);
    const taken = await rest('POST', '/api/mcp-servers', { name: 'everything', url: shop.url });
    expect(taken).toMatchObject({ status: 409, body: { field: 'name' } });
    const program = { name: 'mine', url: shop.url, command: 'sh' };
    expect((await rest('POST', '/api/mcp-servers', program)).status).toBe(400);
    expect((await rest('POST', `${path}/test`)).body).toMatchObject({ ok: true });
    expect((await rest('GET', `${path}/tools`)).body).toContainEqual(
      expect.objectContaining({ name: 'everything__echo', server_name: 'echo' }),
    );
  });

  it('lets an agent call a server in its next turn, in the name of who asks, and shows nobody the secret', async () => {
    const request = { name: 'shop', url: shop.url, secret_headers: SECRET_HEADERS };
    const made = await rest('POST', '/api/mcp-servers', request);
    expect(made).toMatchObject({
      status: 201,
      body: { status: 'connected', tool_count: 2, secret_header_names: ['Authorization'] },
    });
    const path = `/api/mcp-servers/${String(made.body['id'])}`;
    expect((await rest('POST', '/api/mcp-servers', request)).status).toBe(409);
    const tried = await rest('POST', `${path}/tools/shop__find_item/test`, {
      arguments: { query: 'tea' },
    });
    expect(tried).toMatchObject({ status: 200, body: { ok: true, status: null } });
    expect(shop.calls.splice(0)).toMatchObject([{ tool: 'find.item', given: { query: 'tea' } }]);
    const wrong = await rest('POST', `${path}/tools/shop__find_item/test`, { arguments: {} });
    expect(wrong.body).toMatchObject({ ok: false, result: expect.stringContaining('query') });
    expect(shop.calls).toEqual([]);
    expect((await rest('POST', `${path}/tools/shop__none/test`)).status).toBe(404);
    await rest('PUT', await agentPath(), { tools: ['shop__*'] });
    const client = await VoiceSocketClient.connect(`${whole.url.replace('http', 'ws')}/ws/voice`, {
      apiKey: whole.key,
    });
    const { session_id: sessionId } = await client.start();
    client.send({ event: 'text_message', data: { text: 'In which aisle is it?' } });
    const { data } = await client.waitFor('tool_finished');
    expect(data).toMatchObject({ tool: 'shop__find_item', state: 'done' });
    const { call_id: callId } = data as { call_id: string };
    expect(shop.calls.splice(0)).toMatchObject([
      {
        tool: 'find.item',
        given: { query: 'tea' },
        meta: {
          'voxbridge/caller': {
            call_id: callId,
            session_id: sessionId,
            user_id: 'anonymous',
            channel: 'websocket',
          },
        },
      },
    ]);
    expect(shop.requests.at(-1)?.headers).toMatchObject({
      authorization: 'Bearer wholly-secret',
      'x-voxbridge-call': callId,
    });
    await client.waitFor('turn_complete');
    const kept = await eventually(
      async () => (await rest('GET', `/api/sessions/${sessionId}/turns`)).body,
      ({ length }) => length === 1,
    );
    expect(kept).toMatchObject([
      { tool_calls: [{ id: callId, state: 'done', result: '{"found":"tea in aisle 4"}' }] },
    ]);

    const background = { tool_settings: { 'find.item': { kind: 'background' } } };
    expect((await rest('PUT', path, background)).body).toMatchObject({ status: 'connected' });
    const { body: tools } = await rest('GET', `${path}/tools`);
    expect(tools).toMatchObject([
      { name: 'shop__find_item', kind: 'background', is_read_only: true },
      { name: 'shop__cancel', kind: 'wait', is_read_only: false },
    ]);

    // A secret goes to no other place.
    const elsewhere = shop.url.replace('127.0.0.1', 'localhost');
    const moved = await rest('PUT', path, { url: elsewhere });
    expect(moved.body).toMatchObject({ status: 'unreachable', secret_header_names: [] });
    expect(moved.body['problem']).toContain('OUTBOUND_ALLOWED_HOSTS');
    expect((await rest('POST', `${path}/test`)).body).toMatchObject({ ok: false, tool_count: 0 });
    expect((await rest('DELETE', path)).status).toBe(204);
    expect((await rest('GET', path)).status).toBe(404);
    const from = client.events.length;
    client.send({ event: 'text_message', data: { text: 'And in which aisle now?' } });
    await client.waitFor('turn_complete', { from });
    expect(shop.calls).toEqual([]);
    expect(answers.join()).not.toContain('wholly-secret');
    await client.close();
  });
});
