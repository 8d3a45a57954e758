import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { VoiceSocketClient } from '../../apps/console/src/voice-socket-client';
import { eventually } from '../support/eventually';
import { silenceLogs } from './support/quiet-logger';
import { WholeApp } from './support/whole-app';
silenceLogs();

type Json = Record<string, unknown>;

const EXAMPLE = join(__dirname, '../../examples/http-tool.sh');
const ORDER = {
  name: 'look_up_order',
  description: 'Looks up an order.',
  parameters: {
    type: 'object',
    properties: { order_id: { type: 'string' } },
    required: ['order_id'],
  },
  secret_headers: { Authorization: 'Bearer wholly-secret' },
  response_path: 'order.status',
};

describe('/api/tools of the whole application', () => {
  const asked: { url: string; headers: IncomingHttpHeaders }[] = [];
  const shop = createServer(({ url = '', headers }, response) => {
    asked.push({ url, headers });
    const status = `sent, says ${headers.authorization}`;
    response.end(JSON.stringify({ order: { status }, current: { temperature_2m: 7 } }));
  });
  const answers: string[] = [];
  let origin: string;
  let whole: WholeApp;

  beforeAll(async () => {
    shop.listen(0, '127.0.0.1');
    await once(shop, 'listening');
    const { port } = shop.address() as AddressInfo;
    origin = `http://127.0.0.1:${port}`;
    whole = await WholeApp.start({ OUTBOUND_ALLOWED_HOSTS: `127.0.0.1:${port}` });
  });
  afterAll(async () => {
    await whole.stop();
    shop.close();
  });

  const rest = async (method: string, path: string, body?: object) => {
    const init = { method, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
    const response = await whole.ask(path, init);
    const text = await response.text();
    answers.push(text);
    return { status: response.status, body: (text === '' ? {} : JSON.parse(text)) as Json };
  };
  const url = () => `${origin}/orders/{order_id}`;

  it('is used as the example shows, which cleans up', async () => {
    const env = { ...process.env, VOXBRIDGE_API_KEY: whole.key };
    const { stdout } = await promisify(execFile)('sh', [EXAMPLE, whole.url, origin], { env });
    expect(stdout).toMatch(/"ok":true,"status":200,.*temperature_2m.*7/u);
    expect(stdout).toContain('"tools":["current_weather","end_call"]');
    expect(asked.splice(0)).toMatchObject([
      { url: expect.stringMatching(/^\/v1\/forecast\?latitude=52\.52&/u) as string },
    ]);
    const { body } = await rest('GET', '/api/tools');
    expect(body).toMatchObject(
      ['current_time', 'end_call', 'send_text', 'set_language', 'remember', 'forget'].map(
        (name) => ({
          id: name,
          read_only: true,
        }),
      ),
    );
  });

  it('lets an agent call a server in its next turn, and shows nobody the secret', async () => {
    const made = await rest('POST', '/api/tools', { ...ORDER, url: url() });
    expect(made).toMatchObject({
      status: 201,
      body: { is_read_only: true, secret_header_names: ['Authorization'], problem: null },
    });
    const path = `/api/tools/${String(made.body['id'])}`;
    for (const name of ['end_call', 'look_up_order']) {
      const taken = await rest('POST', '/api/tools', { ...ORDER, url: url(), name });
      expect(taken).toMatchObject({ status: 409, body: { field: 'name' } });
    }
    expect((await rest('DELETE', '/api/tools/end_call')).status).toBe(409);

    const agents = (await rest('GET', '/api/agents')).body as unknown as Json[];
    const agent = `/api/agents/${String(agents.find((one) => one['is_default'])?.['id'])}`;
    await rest('PUT', agent, { tools: ['look_up_order'] });
    const client = await VoiceSocketClient.connect(`${whole.url.replace('http', 'ws')}/ws/voice`, {
      apiKey: whole.key,
    });
    const { session_id: sessionId } = await client.start();
    client.send({ event: 'text_message', data: { text: 'Where is my order?' } });
    const { data } = await client.waitFor('tool_finished');
    const result = 'sent, says [secret]';
    expect(data).toMatchObject({ tool: 'look_up_order', state: 'done' });
    const { call_id: callId } = data as { call_id: string };
    expect(asked.splice(0)).toMatchObject([
      {
        url: '/orders/4%2F2',
        headers: {
          authorization: 'Bearer wholly-secret',
          'idempotency-key': callId,
          'x-voxbridge-session': sessionId,
          'x-voxbridge-user': 'anonymous',
          'x-voxbridge-channel': 'websocket',
        },
      },
    ]);
    await client.waitFor('turn_complete');
    const kept = await eventually(
      async () => (await rest('GET', `/api/sessions/${sessionId}/turns`)).body,
      ({ length }) => length === 1,
    );
    expect(kept).toMatchObject([
      { tool_calls: [{ id: callId, name: 'look_up_order', state: 'done', result }] },
    ]);

    // The next turn follows what is changed; a secret goes to no other place.
    const elsewhere = `http://localhost:${origin.split(':').at(-1)}/{order_id}`;
    const moved = await rest('PUT', path, { url: elsewhere });
    expect(moved.body).toMatchObject({ url: elsewhere, secret_header_names: [] });
    const trial = { arguments: { order_id: '1' } };
    const refused = (await rest('POST', `${path}/test`, trial)).body;
    expect(refused).toMatchObject({ ok: false, status: null });
    expect(refused['result']).toContain('OUTBOUND_ALLOWED_HOSTS');
    expect((await rest('POST', `${path}/test`, {})).body['result']).toContain('order_id');
    await rest('PUT', path, { url: url() });
    const tried = (await rest('POST', `${path}/test`, trial)).body;
    expect(tried).toMatchObject({ ok: true, status: 200, result: 'sent, says undefined' });
    expect((await rest('DELETE', path)).status).toBe(204);
    expect((await rest('GET', path)).status).toBe(404);
    const from = client.events.length;
    client.send({ event: 'text_message', data: { text: 'Where is my order now?' } });
    await client.waitFor('turn_complete', { from });
    expect(asked).toHaveLength(1);
    expect(answers.join()).not.toContain('wholly-secret');
    expect(JSON.stringify(client.events)).not.toContain('wholly-secret');
    await client.close();
  });
});
