import {
  createServer,
  type IncomingHttpHeaders,
  type RequestListener,
  type Server,
} from 'node:http';
import type { AddressInfo } from 'node:net';

import { Logger } from '@nestjs/common';
import { VirtualClock } from '@vox/testing';
import type { ToolRun, WorkflowAnswer } from '@vox/voice-core';

import { parseConfig } from '../../config';
import type { HttpTool } from './http-tool';
import { HttpToolRequests } from './http-tool-requests';

type Seen = { method?: string; url?: string; headers: IncomingHttpHeaders; body: string };

const NOTHING: WorkflowAnswer = { type: 'nothing' };
const CALLER: ToolRun['caller'] = {
  sessionId: 's-1',
  userId: 'Zoë',
  agentName: 'Ada\r\nX-Evil: 1',
  turnId: 't-1',
  channel: 'discord',
  accountId: 'u-1',
  speakers: [
    { id: '42', name: 'Ann' },
    { id: '43', name: 'Bob' },
  ],
};

describe(HttpToolRequests.name, () => {
  let server: Server;
  let origin: string;
  let answer: RequestListener;
  let clock: VirtualClock;
  let requests: HttpToolRequests;
  const seen: Seen[] = [];
  let readAs: (body: string, sent: Readonly<Record<string, unknown>>) => WorkflowAnswer = () =>
    NOTHING;
  const logged = jest.spyOn(Logger.prototype, 'warn').mockImplementation();

  beforeAll(async () => {
    server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk) => (body += String(chunk)));
      request.on('end', () => {
        const { method, url, headers } = request;
        seen.push({ headers, body, ...(method && { method }), ...(url && { url }) });
        answer(request, response);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));
  beforeEach(() => {
    seen.splice(0);
    answer = (_request, response) => response.end('{"order":{"status":"sent","id":7}}');
    clock = new VirtualClock();
    requests = allowing('127.0.0.1');
  });

  const allowing = (hosts: string) =>
    new HttpToolRequests(parseConfig({ OUTBOUND_ALLOWED_HOSTS: hosts }), clock, {
      read: (body, sent) => Promise.resolve(readAs(body, sent)),
    });
  const tool = (changes: Partial<HttpTool> = {}): HttpTool => ({
    name: 'look_up_order',
    description: 'x',
    parameters: { type: 'object' },
    method: 'GET',
    url: `${origin}/orders/{order_id}`,
    headers: { 'X-Shop': 'tea' },
    secretHeaders: { Authorization: 'Bearer wholly-secret' },
    responsePath: null,
    workflow: null,
    confirm: null,
    timeoutMs: 10_000,
    kind: 'wait',
    isReadOnly: true,
    ...changes,
  });
  const send = (
    changes: Partial<HttpTool> = {},
    given: Record<string, unknown> = { order_id: 'a/b' },
    signal = new AbortController().signal,
  ) => requests.send(tool(changes), given, { callId: 'call_1', caller: CALLER, signal });

  it('asks as the tool says, in the name of who calls', async () => {
    expect(await send()).toEqual({
      status: 200,
      result: { content: '{"order":{"status":"sent","id":7}}' },
    });
    expect(seen).toMatchObject([
      {
        method: 'GET',
        url: '/orders/a%2Fb',
        body: '',
        headers: {
          'x-shop': 'tea',
          authorization: 'Bearer wholly-secret',
          'idempotency-key': 'call_1',
          'x-voxbridge-call': 'call_1',
          'x-voxbridge-session': 's-1',
          'x-voxbridge-turn': 't-1',
          'x-voxbridge-user': 'Zo%C3%AB',
          'x-voxbridge-agent': 'Ada%0D%0AX-Evil%3A%201',
          'x-voxbridge-channel': 'discord',
          'x-voxbridge-account': 'u-1',
          'x-voxbridge-speakers': '42%2C43',
        },
      },
    ]);
    expect(seen[0]?.headers).not.toHaveProperty('content-type');
  });

  it.each<[WorkflowAnswer, object]>([
    [{ type: 'words', text: 'It is warm.' }, { content: 'It is warm.' }],
    [{ type: 'nothing' }, { content: 'Done.' }],
    [{ type: 'started' }, { content: 'It was started, and says no more of itself.' }],
    [{ type: 'failed' }, { content: 'The workflow failed.', isError: true }],
  ])('gives what came of a workflow that is read as %j', async (read, result) => {
    readAs = (body, sent) => (body.includes('order') && sent['city'] === 'Rome' ? read : NOTHING);
    const workflow = { method: 'POST', url: `${origin}/webhook/weather`, workflow: 'n8n' } as const;
    expect(await send(workflow, { city: 'Rome' })).toEqual({ status: 200, result });
    expect(seen[0]).toMatchObject({ method: 'POST', body: '{"city":"Rome"}' });
  });

  it('sends what stands nowhere in the URL as JSON', async () => {
    await send(
      { method: 'PATCH', url: `${origin}/o/{order_id}?n={n}` },
      { order_id: 1, n: 2, x: [3] },
    );
    expect(seen).toMatchObject([
      {
        method: 'PATCH',
        url: '/o/1?n=2',
        body: '{"x":[3]}',
        headers: { 'content-type': 'application/json' },
      },
    ]);
  });

  it.each([
    ['order.status', { content: 'sent' }],
    ['/order', { content: '{"status":"sent","id":7}' }],
    ['order.price', { content: 'HTTP 200, but the answer has no order.price.', isError: true }],
  ])('gives on what stands at %s', async (responsePath, result) => {
    expect((await send({ responsePath })).result).toEqual(result);
  });

  it('says that an answer is no JSON, or none at all', async () => {
    answer = (_request, response) => response.end('<html>');
    expect((await send({ responsePath: 'a' })).result.content).toContain('no JSON: <html>');
    answer = (_request, response) => response.writeHead(204).end();
    expect((await send()).result).toEqual({ content: 'Done (HTTP 204).' });
    answer = (_request, response) => response.setHeader('content-type', 'image/png').end('x');
    expect((await send()).result.content).toContain('image/png, which is no text');
  });

  it('reads no more of an endless answer than it can use', async () => {
    answer = (_request, response) => {
      const more = () => {
        while (response.write('x'.repeat(100_000)));
      };
      response.on('drain', more);
      more();
    };
    const { result } = await send({ responsePath: 'a' });
    expect(result).toMatchObject({
      isError: true,
      content: expect.stringContaining('longer') as string,
    });
  });

  it('tells the model in words what a server refuses, and shows no secret that it echoes', async () => {
    logged.mockClear();
    answer = ({ headers }, response) =>
      response
        .writeHead(422)
        .end(`No:\n ${headers.authorization}, wholly-secret ${'x'.repeat(999)}`);
    const { status, result } = await send();
    expect(status).toBe(422);
    expect(result.content).toMatch(/^HTTP 422: No: \[secret\], \[secret\] x+…$/u);
    expect(result.content.length).toBeLessThan(400);
    expect(logged).toHaveBeenCalledTimes(1);
    expect(JSON.stringify(logged.mock.calls)).not.toMatch(/wholly-secret|orders/u);
  });

  it('follows no redirect', async () => {
    answer = (_request, response) => response.writeHead(302, { location: `${origin}/else` }).end();
    expect((await send()).result.content).toContain('HTTP 302');
    expect(seen).toHaveLength(1);
  });

  it('does not ask a private address that nobody has allowed', async () => {
    requests = allowing('192.168.1.20');
    const { result } = await send();
    expect(result).toMatchObject({
      isError: true,
      content: expect.stringContaining('private') as string,
    });
    expect(seen).toEqual([]);
  });

  it('asks for nothing where an argument would lead elsewhere', async () => {
    expect((await send({}, { order_id: '..' })).result).toMatchObject({ isError: true });
    expect(seen).toEqual([]);
  });

  it('gives up when it is told to, and at its time limit', async () => {
    const abort = new AbortController();
    let isClosed: Promise<unknown> = Promise.resolve();
    let act = () => abort.abort();
    answer = (_request, response) => {
      isClosed = new Promise((resolve) => response.on('close', resolve));
      act();
    };
    expect((await send({}, { order_id: 1 }, abort.signal)).result.content).toBe('It was given up.');
    await isClosed;
    act = () => void clock.advance(10_000);
    const late = await send({ isReadOnly: false, method: 'POST' });
    expect(late.result.content).toBe(
      'It did not answer within 10 s. It may have happened all the same.',
    );
    await isClosed;
    // Each was sent once.
    expect(seen).toHaveLength(2);
  });

  it('leaves a server alone that keeps failing, whichever tool asks it, and tries it again', async () => {
    answer = (_request, response) => response.writeHead(503).end();
    for (const path of ['a', 'b', 'c']) await send({ url: `${origin}/${path}`, name: path });
    expect((await send()).result.content).toContain('was not asked');
    expect(seen).toHaveLength(3);
    answer = (_request, response) => response.end('back');
    await clock.advance(5000);
    expect((await send()).result.content).toBe('back');
  });

  it('leaves a server alone that hangs, though who waits for it has the same time limit', async () => {
    const ended = async (reason?: unknown) => {
      const waiting = new AbortController();
      answer = () => waiting.abort(reason);
      return (await send({}, { order_id: 1 }, waiting.signal)).result.content;
    };
    for (let times = 0; times < 4; times++) expect(await ended()).toBe('It was given up.');
    const timeUp = new DOMException('It took too long.', 'TimeoutError');
    for (let times = 0; times < 3; times++) {
      expect(await ended(timeUp)).toBe('It did not answer within 10 s.');
    }
    expect((await send()).result.content).toContain('was not asked');
    expect(seen).toHaveLength(7);
  });

  it('shares connections, but not with what changes something', async () => {
    const ports: unknown[] = [];
    answer = (request, response) => {
      ports.push(request.socket.remotePort);
      response.end('{}');
    };
    for (const isReadOnly of [true, true, false, false]) await send({ isReadOnly });
    expect(new Set(ports).size).toBe(3);
    expect(ports[0]).toBe(ports[1]);
  });

  it.each([
    [true, 2],
    [false, 1],
  ])(
    'asks again where a connection is reset (read-only: %s): %i times',
    async (isReadOnly, times) => {
      let isFirst = true;
      answer = (request, response) => {
        if (isFirst) request.socket.resetAndDestroy();
        else response.end('{}');
        isFirst = false;
      };
      const { result } = await send({ isReadOnly });
      expect(seen).toHaveLength(times);
      expect(result.isError ?? false).toBe(!isReadOnly);
    },
  );

  it('says that a server is not there', async () => {
    const gone = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => gone.once('listening', resolve));
    const { port } = gone.address() as AddressInfo;
    await new Promise((resolve) => gone.close(resolve));
    const { status, result } = await send({ url: `http://127.0.0.1:${port}/` });
    expect(status).toBeUndefined();
    expect(result.content).toBe('It cannot be reached (ECONNREFUSED).');
  });
});
