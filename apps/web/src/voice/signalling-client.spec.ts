import { once } from 'node:events';
import type { AddressInfo } from 'node:net';

import type { ServerEvent } from '@vox/protocol';
import { type WebSocket as ServerSocket, WebSocketServer } from 'ws';

import type { VoiceProblem } from './problem';
import { SignallingClient } from './signalling-client';

type Answer = (
  request: { id: number; method: string; data: unknown },
  socket: ServerSocket,
) => void;

const unaborted = () => new AbortController().signal;

describe('SignallingClient', () => {
  let server: WebSocketServer;
  let url: string;
  let answer: Answer;
  let events: ServerEvent[];
  let closed: Promise<{ code: number; problem: VoiceProblem }>;
  let listener: Parameters<typeof SignallingClient.connect>[1];

  beforeEach(async () => {
    answer = () => undefined;
    events = [];
    closed = new Promise((resolve) => {
      listener = {
        onEvent: (event) => events.push(event),
        onClose: (code, problem) => resolve({ code, problem }),
      };
    });
    server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
    server.on('connection', (socket) => {
      socket.on('message', (raw: Buffer) =>
        answer(JSON.parse(raw.toString()) as { id: number; method: string; data: unknown }, socket),
      );
    });
    await once(server, 'listening');
    url = `ws://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });

  afterEach(async () => {
    for (const socket of server.clients) socket.terminate();
    await new Promise((resolve) => server.close(resolve));
  });

  it('gives each request its own answer, in whatever order they come', async () => {
    const waiting: (() => void)[] = [];
    answer = ({ id, method }, socket) => {
      const producer_id = `${method}-${id}`;
      waiting.unshift(() => socket.send(JSON.stringify({ id, ok: true, data: { producer_id } })));
      if (waiting.length === 2) for (const send of waiting) send();
    };
    const client = await SignallingClient.connect(url, listener, unaborted());
    const results = await Promise.all([
      client.request('produce', { rtp_parameters: {} }),
      client.request('produce', { rtp_parameters: {} }),
    ]);
    expect(results).toEqual([{ producer_id: 'produce-1' }, { producer_id: 'produce-2' }]);
    client.close();
  });

  it('passes on the server’s reason when it refuses', async () => {
    answer = ({ id }, socket) => {
      const error = { code: 'capacity', message: 'All lines are in use.' };
      socket.send(JSON.stringify({ id, ok: false, error }));
    };
    const client = await SignallingClient.connect(url, listener, unaborted());
    await expect(client.request('join', { user_id: 'ada' })).rejects.toMatchObject({
      code: 'capacity',
      detail: 'All lines are in use.',
    });
    client.close();
  });

  it('refuses an answer that breaks the protocol', async () => {
    answer = ({ id }, socket) =>
      socket.send(JSON.stringify({ id, ok: true, data: { producer_id: 7 } }));
    const client = await SignallingClient.connect(url, listener, unaborted());
    await expect(client.request('produce', { rtp_parameters: {} })).rejects.toMatchObject({
      code: 'invalid_message',
    });
    client.close();
  });

  it('passes server events on and ignores what it does not know', async () => {
    answer = ({ id }, socket) => {
      socket.send('not json');
      socket.send(JSON.stringify({ event: 'from_the_future', data: {} }));
      socket.send(JSON.stringify({ event: 'pong', data: {} }));
      socket.send(JSON.stringify({ id, ok: true, data: {} }));
    };
    const client = await SignallingClient.connect(url, listener, unaborted());
    await client.request('interrupt', {});
    expect(events).toEqual([{ event: 'pong', data: {} }]);
    client.close();
  });

  it('fails what was asked, with the server’s last word, when the socket closes', async () => {
    answer = (_request, socket) => {
      const data = { code: 'unauthorized', message: 'An API key is required.' };
      socket.send(JSON.stringify({ event: 'error', data }));
      socket.close(1008);
    };
    const client = await SignallingClient.connect(url, listener, unaborted());
    await expect(client.request('join', { user_id: 'ada' })).rejects.toMatchObject({
      code: 'unauthorized',
    });
    await expect(closed).resolves.toMatchObject({ code: 1008, problem: { code: 'unauthorized' } });
  });

  it('does not blame an engine’s earlier failure for a lost socket', async () => {
    answer = (_request, socket) => {
      const data = { code: 'llm_unavailable', message: 'No answer.' };
      socket.send(JSON.stringify({ event: 'error', data }));
      socket.terminate();
    };
    const client = await SignallingClient.connect(url, listener, unaborted());
    const request = client.request('interrupt', {});
    await expect(request).rejects.toMatchObject({ code: 'server_unreachable' });
    await expect(closed).resolves.toMatchObject({ problem: { code: 'server_unreachable' } });
  });

  it('says goodbye when it is closed, and is not told that it closed', async () => {
    const methods: string[] = [];
    answer = ({ method }) => methods.push(method);
    let wasTold = false;
    void closed.then(() => (wasTold = true));
    const connected = once(server, 'connection') as Promise<[ServerSocket]>;
    const client = await SignallingClient.connect(url, listener, unaborted());
    const [socket] = await connected;
    client.close();
    client.close();
    await once(socket, 'close');
    expect(methods).toEqual(['leave']);
    expect(wasTold).toBe(false);
  });

  it('reports a server that is not there', async () => {
    const gone = new WebSocketServer({ host: '127.0.0.1', port: 0 });
    await once(gone, 'listening');
    const { port } = gone.address() as AddressInfo;
    await new Promise((resolve) => gone.close(resolve));
    await expect(
      SignallingClient.connect(`ws://127.0.0.1:${port}`, listener, unaborted()),
    ).rejects.toMatchObject({ code: 'server_unreachable' });
  });

  it('gives up connecting when it is told to', async () => {
    const aborted = AbortSignal.abort();
    await expect(SignallingClient.connect(url, listener, aborted)).rejects.toMatchObject({
      code: 'server_unreachable',
    });
  });
});
