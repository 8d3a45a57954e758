import { createHmac, randomUUID } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { getRepositoryToken } from '@nestjs/typeorm';
import { WebhookEntity } from '@vox/database';
import { JobQueue, recordTurnJobId } from '@vox/jobs';
import { DataSource, type Repository } from 'typeorm';

import { AuthModule } from '../../src/auth';
import { ConversationService } from '../../src/conversation';
import { JobsApiModule } from '../../src/jobs';
import { SessionsModule } from '../../src/sessions';
import { DeliverWebhookHandler } from '../../src/webhooks/deliver-webhook.handler';
import { eventually } from '../support/eventually';
import { silenceLogs } from './support/quiet-logger';
import { startTestApp, type TestApp } from './support/test-app';
import { startTestDatabase, type TestDatabase } from './support/test-database';
import { makeTurn } from './support/turns';
silenceLogs();

type Json = Record<string, unknown>;
type Received = { readonly headers: IncomingHttpHeaders; readonly body: string };

const SECRET = `whsec_${Buffer.alloc(32, 9).toString('base64')}`;

describe('webhooks', () => {
  let database: TestDatabase;
  let server: TestApp;
  let receiver: Server;
  let url: string;
  /** What it is told, and answers. */
  const received: Received[] = [];
  let status = 200;

  beforeAll(async () => {
    receiver = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        received.push({ headers: request.headers, body });
        response.writeHead(status).end();
      });
    });
    await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
    const { port } = receiver.address() as AddressInfo;
    url = `http://127.0.0.1:${port}/hook`;
    database = await startTestDatabase();
    server = await startTestApp({
      url: database.url,
      rooms: [AuthModule, SessionsModule, JobsApiModule],
      environment: {
        OUTBOUND_ALLOWED_HOSTS: `127.0.0.1:${port}`,
        DATA_DIR: database.dataDir,
        SESSION_TITLES: 'false',
      },
      runsServerJobs: true,
    });
  });
  afterAll(async () => {
    await server.app.close();
    await database.stop();
    receiver.close();
  });
  beforeEach(async () => {
    status = 200;
    received.length = 0;
    await server.app.get(DataSource).query('delete from webhooks');
  });

  const make = async (changes: Json = {}) => {
    const body = { url, events: ['turn.completed'], secret: SECRET, ...changes };
    const made = await server.request('POST', '/api/webhooks', body);
    expect(made.status).toBe(201);
    return made.body as Json & { id: string };
  };
  const record = async (turn = makeTurn()) => {
    const queue = server.app.get(JobQueue);
    await queue.add('conversation.record-turn', turn, { jobId: recordTurnJobId(turn.turnId) });
    return turn;
  };
  const deliveriesOf = async (id: string) =>
    (await server.request('GET', `/api/webhooks/${id}/deliveries`)).body as Json[];
  const jobs = async (state: string) => {
    const { body } = await server.request('GET', `/api/jobs?state=${state}`);
    return (body as (Json & { id: string })[]).filter(({ name }) => name === 'webhook.deliver');
  };

  it('are told of a turn that is stored, signed as Standard Webhooks says', async () => {
    const { id, ...shown } = await make();
    expect(shown).toMatchObject({ url, events: ['turn.completed'], active: true });
    expect(JSON.stringify(shown)).not.toContain(SECRET);
    const turn = await record();
    await eventually(
      () => received.length,
      (count) => count === 1,
    );
    const [{ headers, body }] = received as [Received];
    const key = Buffer.from(SECRET.slice(6), 'base64');
    const signed = `${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.${body}`;
    const signature = createHmac('sha256', key).update(signed).digest('base64');
    expect(headers['webhook-signature']).toBe(`v1,${signature}`);
    expect(JSON.parse(body)).toMatchObject({
      type: 'turn.completed',
      timestamp: new Date(turn.endedAtMs).toISOString(),
      data: {
        session_id: turn.session.id,
        turn_id: turn.turnId,
        user_id: 'ann',
        user_text: 'what time is it',
        assistant_text: 'It is noon.',
        outcome: 'completed',
      },
    });
    const deliveries = await eventually(
      () => deliveriesOf(id),
      ([first]) => first?.['state'] === 'delivered',
    );
    expect(deliveries).toMatchObject([
      { turn_id: turn.turnId, attempts: 1, status_code: 200, error: null },
    ]);
    expect(headers['webhook-id']).toBe(`msg_${String(deliveries[0]?.['id'])}`);
    // The same turn once more, as after a crash.
    const queue = server.app.get(JobQueue);
    await queue.add('conversation.record-turn', turn, { jobId: `again-${turn.turnId}` });
    await eventually(
      async () => (await queue.health()).waiting,
      (waiting) => waiting === 0,
    );
    expect(received).toHaveLength(1);
  });

  it('are told of sessions that begin and end', async () => {
    await make({ events: ['session.started', 'session.ended'] });
    const conversations = server.app.get(ConversationService);
    const sessionId = randomUUID();
    const hold = await conversations.holdSession(
      { sessionId, userId: 'ann', channel: 'webrtc' },
      { onRefused: () => undefined, onForgotten: () => undefined },
    );
    await hold.release();
    await eventually(
      () => received.length,
      (count) => count === 2,
    );
    const told = received.map(({ body }) => JSON.parse(body) as Json);
    expect(told.map(({ type }) => type)).toEqual(
      expect.arrayContaining(['session.started', 'session.ended']),
    );
    for (const { data } of told) {
      expect(data).toMatchObject({ session_id: sessionId, user_id: 'ann', channel: 'webrtc' });
    }
  });

  it('that fail are tried again later, can be tried at once, and are given up by hand', async () => {
    status = 500;
    const { id } = await make();
    const turn = await record();
    const [waiting] = await eventually(
      () => jobs('delayed'),
      (found) => found.length === 1,
    );
    expect(waiting).toMatchObject({
      name: 'webhook.deliver',
      attempts_made: 1,
      attempts: 8,
      reason: 'answered 500',
      about: { turnId: turn.turnId, webhookId: id },
    });
    expect(JSON.stringify(waiting)).not.toContain('noon');
    expect(await deliveriesOf(id)).toMatchObject([
      { state: 'pending', attempts: 1, status_code: 500, error: 'answered 500' },
    ]);
    const path = `/api/jobs/${String(waiting?.id)}`;
    expect((await server.request('POST', `${path}/retry`)).status).toBe(409);
    expect((await server.request('DELETE', path)).status).toBe(204);
    expect((await server.request('DELETE', path)).status).toBe(404);
    expect((await server.request('POST', `${path}/retry`)).status).toBe(404);
  });

  it('are switched off by 410 Gone', async () => {
    status = 410;
    const { id } = await make();
    await record();
    await eventually(
      async () => (await server.request('GET', `/api/webhooks/${id}`)).body as Json,
      ({ active }) => active === false,
    );
    expect((await server.request('GET', `/api/webhooks/${id}`)).body).toMatchObject({
      disabled_reason: 'gone',
    });
    expect(await deliveriesOf(id)).toMatchObject([{ state: 'failed', status_code: 410 }]);
    const again = await server.request('PUT', `/api/webhooks/${id}`, { active: true });
    expect(again.body).toMatchObject({ active: true, disabled_reason: null });
  });

  it('are told nothing of a session that was deleted before they could be', async () => {
    status = 500;
    const { id } = await make();
    const turn = await record();
    const [waiting] = await eventually(
      () => jobs('delayed'),
      (found) => found.length === 1,
    );
    await server.request('DELETE', `/api/sessions/${turn.session.id}`);
    status = 200;
    received.length = 0;
    // What its next try is told: the delay is over.
    const queue = server.app.get(JobQueue);
    await server.request('DELETE', `/api/jobs/${String(waiting?.id)}`);
    const [delivery] = await deliveriesOf(id);
    const payload = {
      deliveryId: String(delivery?.['id']),
      webhookId: id,
      event: 'turn.completed' as const,
      sessionId: turn.session.id,
      turnId: turn.turnId,
      atMs: turn.endedAtMs,
    };
    await queue.add('webhook.deliver', payload, { jobId: `again-${turn.turnId}` });
    await eventually(
      () => deliveriesOf(id),
      ([first]) => first?.['state'] === 'dropped',
    );
    expect(received).toEqual([]);
  });

  it('that are deleted while somebody tells them are told nothing, and no job fails', async () => {
    const hook = await make();
    const handler = server.app.get(DeliverWebhookHandler, { strict: false });
    const rows = server.app.get<Repository<WebhookEntity>>(getRepositoryToken(WebhookEntity), {
      strict: false,
    });
    const id = String(hook['id']);
    const row = await rows.findOneByOrFail({ id });
    await rows.delete({ id });
    jest.spyOn(rows, 'findOneBy').mockResolvedValueOnce(row);
    const delivery = {
      deliveryId: randomUUID(),
      webhookId: id,
      event: 'session.ended',
      sessionId: randomUUID(),
      atMs: Date.now(),
    } as const;
    await handler.handle(delivery, { attempt: 1, isLast: true });
    expect(received).toEqual([]);
  });

  it('can be tried out, and may not lead into a private network', async () => {
    const { id, secret } = await make({ secret: undefined, active: false });
    expect(secret).toMatch(/^whsec_/u);
    const test = await server.request('POST', `/api/webhooks/${id}/test`);
    expect(test).toMatchObject({ status: 200, body: { delivered: true, status_code: 200 } });
    expect(JSON.parse(received[0]?.body ?? '')).toMatchObject({ type: 'webhook.test' });
    await server.request('PUT', `/api/webhooks/${id}`, { url: 'http://127.0.0.1:9/private' });
    expect((await server.request('POST', `/api/webhooks/${id}/test`)).body).toEqual({
      delivered: false,
      status_code: null,
      error: 'is no public address',
    });
  });

  it('are listed page by page, changed and deleted', async () => {
    const ids = [(await make()).id, (await make()).id];
    const page = await server.request('GET', '/api/webhooks?limit=1');
    expect(page.body).toMatchObject([{ id: ids[1] }]);
    const next = /<(?<path>[^>]+)>/u.exec(page.headers.get('link') ?? '')?.groups?.['path'] ?? '';
    const second = await server.request('GET', next);
    expect(second.body).toMatchObject([{ id: ids[0] }]);
    expect(second.headers.get('link')).toBeNull();
    for (const id of ids) {
      expect((await server.request('DELETE', `/api/webhooks/${id}`)).status).toBe(204);
      expect((await server.request('GET', `/api/webhooks/${id}`)).status).toBe(404);
    }
  });

  it.each([
    ['url', { url: 'ftp://example.org' }],
    ['url', { url: 'https://ann:secret@example.org' }],
    ['events.0', { events: ['turn.begun'] }],
    ['secret', { secret: 'short' }],
    ['colour', { colour: 'red' }],
  ])('are refused for a wrong %s', async (field, wrong) => {
    const body = { url: 'https://example.org', events: ['turn.completed'], ...wrong };
    const refused = await server.request('POST', '/api/webhooks', body);
    expect(refused).toMatchObject({ status: 400, body: { field } });
    expect(JSON.stringify(refused.body)).not.toContain('short');
  });
});
