import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import { type ApiClient, answerOf, createApiClient, type Schemas } from '@vox/api-client';
import { DataSource } from 'typeorm';

import { VoiceSocketClient } from '../../apps/console/src/voice-socket-client';
import { ConversationStore } from '../../src/conversation/conversation-store.port';
import { eventually } from '../support/eventually';
import { silenceLogs } from './support/quiet-logger';
import { WholeApp } from './support/whole-app';

silenceLogs();

describe('a call that runs when nobody talks any more', () => {
  /** What the shop was asked and has not answered. */
  const asked: ServerResponse[] = [];
  const shop = createServer((request, response) => {
    request.resume();
    asked.push(response);
  });
  let whole: WholeApp;
  let api: ApiClient;
  let database: DataSource;

  beforeAll(async () => {
    shop.listen(0, '127.0.0.1');
    await once(shop, 'listening');
    const { port } = shop.address() as AddressInfo;
    whole = await WholeApp.start({ OUTBOUND_ALLOWED_HOSTS: `127.0.0.1:${port}` });
    api = createApiClient(whole.url, { apiKey: whole.key });
    database = whole.app.get(DataSource);
    await whole.post('/api/tools', {
      name: 'look_up_order',
      description: 'Orders it.',
      parameters: { type: 'object', properties: { order_id: { type: 'string' } } },
      url: `http://127.0.0.1:${port}/orders`,
      method: 'POST',
      kind: 'background',
      confirm: 'never',
      timeout_ms: 60_000,
    });
    const [agent] = answerOf(await api.GET('/api/agents'));
    await whole.ask(`/api/agents/${agent?.id ?? ''}`, {
      method: 'PUT',
      body: JSON.stringify({ tools: ['look_up_order'] }),
    });
  });
  afterAll(async () => {
    for (const response of asked) response.end();
    await whole.stop();
    shop.close();
  });

  const turnsOf = async (id: string): Promise<readonly Schemas['Turn'][]> =>
    answerOf(await api.GET('/api/sessions/{id}/turns', { params: { path: { id } } }));

  const callOf = (id: string, isSo: (state: string | undefined) => boolean) =>
    eventually(
      async () => (await turnsOf(id)).at(-1)?.tool_calls[0],
      (call) => isSo(call?.state),
    );

  const heldBy = async (id: string): Promise<unknown> => {
    const rows: { held_by: string | null }[] = await database.query(
      'select held_by from turns where session_id = $1',
      [id],
    );
    return rows[0]?.held_by;
  };

  /** Somebody orders, is told that it is under way, and hangs up. */
  async function leftWithOrder(): Promise<{ sessionId: string; order: ServerResponse }> {
    const client = await VoiceSocketClient.connect(`${whole.url.replace('http', 'ws')}/ws/voice`, {
      apiKey: whole.key,
    });
    const { session_id: sessionId } = await client.start();
    client.send({ event: 'text_message', data: { text: 'I order it.' } });
    await client.waitFor('turn_complete');
    await client.close();
    expect(await callOf(sessionId, (state) => state !== undefined)).toMatchObject({
      state: 'running',
      result: null,
      duration_ms: null,
    });
    const order = await eventually(
      () => asked.shift(),
      (one) => one !== undefined,
    );
    return { sessionId, order: order as ServerResponse };
  }

  it('ends in its turn as it ended, with its result', async () => {
    const { sessionId, order } = await leftWithOrder();
    order.end('number forty two');
    expect(await callOf(sessionId, (state) => state !== 'running')).toMatchObject({
      state: 'done',
      result: 'number forty two',
      duration_ms: expect.any(Number) as number,
    });
    expect(await heldBy(sessionId)).toBeNull();
  });

  it('is written as it ended when the database was away meanwhile', async () => {
    const { sessionId, order } = await leftWithOrder();
    await database.query('alter table turns rename to turns_away');
    order.writeHead(500).end();
    await eventually(
      () => order.writableFinished,
      (isFinished) => isFinished,
    );
    await database.query('alter table turns_away rename to turns');
    expect(await callOf(sessionId, (state) => state !== 'running')).toMatchObject({
      state: 'failed',
      duration_ms: expect.any(Number) as number,
    });
  });

  it('has failed, nobody knows how, once its server is known to be gone, and is as it was where that was none', async () => {
    const { sessionId, order } = await leftWithOrder();
    const store = whole.app.get(ConversationStore, { strict: false });
    await store.endAbandoned(60_000);
    expect(await callOf(sessionId, () => true)).toMatchObject({ state: 'running' });
    await store.giveUpLease();
    await store.endAbandoned(60_000);
    expect(await callOf(sessionId, () => true)).toMatchObject({
      state: 'failed',
      result: expect.stringContaining('not known') as string,
      duration_ms: null,
    });
    // It was only cut off from the database: what it knows counts.
    order.end('number forty three');
    expect(await callOf(sessionId, (state) => state !== 'failed')).toMatchObject({
      state: 'done',
      result: 'number forty three',
    });
  });
});
