import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';

import { ProviderError, type RecognizerInput } from '@vox/voice-core';
import { type WebSocket, WebSocketServer } from 'ws';
import { z } from 'zod';

import { primaryLanguage, samplesOf } from './frames';
import { parseMessage } from './provider-failure';
import { ConnectionLost, SpeechSocket } from './speech-socket';

let server: WebSocketServer;
let serve: (client: WebSocket) => void;
beforeEach(async () => {
  server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
  server.on('connection', (client) => serve(client));
  await once(server, 'listening');
});
afterEach(async () => {
  for (const client of server.clients) client.terminate();
  await new Promise((resolve) => server.close(resolve));
});

function open(aliveTimeoutMs = 5000, signal = new AbortController().signal): Promise<SpeechSocket> {
  const { port } = server.address() as AddressInfo;
  return SpeechSocket.open(`ws://127.0.0.1:${port}`, {
    provider: 'server',
    aliveTimeoutMs,
    signal,
  });
}

async function read(socket: SpeechSocket): Promise<string[]> {
  const messages: string[] = [];
  for await (const message of socket.messages()) messages.push(message);
  return messages;
}

async function failureOf(promise: Promise<unknown>): Promise<ProviderError> {
  const error = await promise.catch((caught: unknown) => caught);
  if (!(error instanceof ProviderError)) throw new Error('it did not fail as a provider does');
  return error;
}

describe(SpeechSocket.name, () => {
  it('gives messages in order and ends with a goodbye', async () => {
    serve = (client) => {
      client.send('one');
      client.send('two');
      client.close(1000);
    };
    expect(await read(await open())).toEqual(['one', 'two']);
  });

  it.each([
    [1002, 'protocol'],
    [1003, 'protocol'],
    [1008, 'invalid-request'],
    [1011, 'server'],
    [1013, 'rate-limit'],
    [4401, 'authentication'],
    [4000, 'connectivity'],
  ] as const)('takes close code %i for a failure of category %s', async (code, category) => {
    serve = (client) => client.close(code);
    const error = await failureOf(read(await open()));
    expect(error).toBeInstanceOf(ConnectionLost);
    expect(error.category).toBe(category);
  });

  it('refuses to send on a connection that is gone', async () => {
    serve = (client) => client.terminate();
    const socket = await open();
    await failureOf(read(socket));
    expect((await failureOf(socket.send('late'))).category).toBe('connectivity');
  });

  it('cuts a server that says more than anybody reads', async () => {
    serve = (client) => {
      for (let message = 0; message < 1200; message++) client.send('again');
    };
    const socket = await open();
    while (server.clients.size > 0) await new Promise(setImmediate);
    expect((await failureOf(read(socket))).category).toBe('protocol');
  });

  it('gives a handshake up that takes too long', async () => {
    const sockets: Socket[] = [];
    const silent = createServer((socket) => void sockets.push(socket));
    silent.listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const { port } = silent.address() as AddressInfo;
    const { signal } = new AbortController();
    const options = { provider: 'server', aliveTimeoutMs: 60, signal };
    const error = await failureOf(SpeechSocket.open(`ws://127.0.0.1:${port}`, options));
    expect(error.category).toBe('timeout');
    for (const socket of sockets) socket.destroy();
    silent.close();
  });

  it('gives up a server that gives no sign of life', async () => {
    serve = (client) => client.pause();
    const error = await failureOf(read(await open(600)));
    expect(error).toMatchObject({ category: 'timeout' });
  });

  it('does not take its own being busy for the silence of the server', async () => {
    serve = (client) => client.on('message', () => client.send('alive'));
    const socket = await open(600);
    const messages = socket.messages();
    for (let times = 0; times < 2; times++) {
      const busyUntilMs = performance.now() + 900;
      while (performance.now() < busyUntilMs);
      await socket.send('still there?');
      expect(await messages.next()).toEqual({ done: false, value: 'alive' });
    }
    socket.close();
  });

  it('cuts a server that does not answer a goodbye', async () => {
    serve = (client) => client.pause();
    const socket = await open();
    const reading = read(socket);
    socket.close();
    await reading.catch(() => undefined);
    socket.close();
    expect(await failureOf(socket.send('late'))).toBeInstanceOf(ConnectionLost);
  });

  it('does not open when it is aborted before', async () => {
    serve = () => undefined;
    expect(await failureOf(open(5000, AbortSignal.abort('hang-up')))).toBeInstanceOf(
      ConnectionLost,
    );
  });
});

describe('what adapters share', () => {
  it('refuses a message of an unknown shape as a breach of the protocol', () => {
    const schema = z.object({ type: z.string() });
    expect(parseMessage(schema, '{"type":"a"}', 'server')).toEqual({ type: 'a' });
    for (const text of ['{"typ":"a"}', '{"type"']) {
      expect(() => parseMessage(schema, text, 'server')).toThrow(
        expect.objectContaining({ category: 'protocol' }) as Error,
      );
    }
  });

  it('takes samples at 16 kHz only', () => {
    const item: RecognizerInput = {
      type: 'audio',
      frame: { pcm: new Int16Array(960), sampleRateHz: 48_000 },
    };
    expect(() => samplesOf(item)).toThrow('expected 16000 Hz, got 48000 Hz');
    expect(samplesOf({ type: 'pause' })).toBeUndefined();
  });

  it('knows the primary language of a tag', () => {
    expect([primaryLanguage('en-GB'), primaryLanguage('DE')]).toEqual(['en', 'de']);
  });
});
