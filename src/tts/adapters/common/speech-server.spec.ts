import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import { z } from 'zod';

import { SpeechServer } from './speech-server';

const schema = z.object({ ok: z.boolean() });

describe(SpeechServer.name, () => {
  let http: Server;
  let answer: (response: ServerResponse) => void;
  let server: SpeechServer;
  beforeEach(async () => {
    http = createServer((_, response) => answer(response));
    await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
    const root = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
    server = new SpeechServer('test', { root, headers: {} });
  });
  afterEach(() => {
    http.closeAllConnections();
    http.close();
  });

  const ask = (signal = new AbortController().signal) => server.getJson('/', schema, signal);

  it('gives what the schema says', async () => {
    answer = (response) => response.end('{"ok":true,"more":1}');
    expect(await ask()).toEqual({ ok: true });
  });

  it.each([
    ['no JSON', 'not JSON'],
    ['other JSON', '{"ok":"yes"}'],
  ])('refuses %s', async (_, body) => {
    answer = (response) => response.end(body);
    await expect(ask()).rejects.toMatchObject({ category: 'protocol', provider: 'test' });
  });

  it('calls an answer that breaks off by its name', async () => {
    answer = (response) => {
      response.writeHead(200, { 'content-length': 100 });
      response.write('{"ok":');
      setTimeout(() => response.destroy(), 20);
    };
    await expect(ask()).rejects.toMatchObject({ category: 'connectivity' });
  });

  it('calls its own deadline a timeout', async () => {
    answer = () => undefined;
    await expect(ask(AbortSignal.timeout(30))).rejects.toMatchObject({ category: 'timeout' });
  });

  it('keeps what the server says of a failure to itself', async () => {
    answer = (response) => response.writeHead(422).end('{"detail":"secret words of the user"}');
    const failure = await ask().catch((error: unknown) => error);
    expect(failure).toMatchObject({ statusCode: 422, category: 'invalid-request' });
    expect(JSON.stringify(failure) + String(failure)).not.toContain('secret');
  });
});
