import dns from 'node:dns';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { guardedFetch } from './guarded-fetch';

const id = { kind: 'llm', provider: 'Home' } as const;

describe(guardedFetch.name, () => {
  let server: Server;
  let url: string;
  let connections: number;
  const seen: { method: string; body: string; type: string | undefined }[] = [];

  beforeEach(async () => {
    connections = 0;
    seen.length = 0;
    server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        const { method = '', headers } = request;
        seen.push({ method, body, type: headers['content-type'] });
        if (request.url === '/moved') response.writeHead(302, { location: 'http://127.0.0.1:9/' });
        response.end('{"ok":true}');
      });
    }).on('connection', () => (connections += 1));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterEach(async () => {
    jest.restoreAllMocks();
    const closed = once(server, 'close');
    server.close();
    server.closeAllConnections();
    await closed;
  });

  it('asks a server in a private network, twice on one connection', async () => {
    const fetch = guardedFetch(id);
    const headers = { 'content-type': 'application/json' };
    const request = { method: 'POST', headers, body: '{"a":1}' };
    for (let count = 0; count < 2; count++) {
      const response = await fetch(url, request);
      expect(await response.json()).toEqual({ ok: true });
    }
    expect(await (await fetch(new URL('/models', url))).json()).toEqual({ ok: true });
    expect(seen).toEqual([
      { method: 'POST', body: '{"a":1}', type: 'application/json' },
      { method: 'POST', body: '{"a":1}', type: 'application/json' },
      { method: 'GET', body: '', type: undefined },
    ]);
    expect(connections).toBe(1);
  });

  it('sends a form as fetch writes it', async () => {
    const form = new FormData();
    form.set('model', 'tiny');
    await guardedFetch(id)(url, { method: 'POST', body: form, headers: { 'x-own': '1' } });
    await guardedFetch(id)(url, { method: 'POST', body: new URLSearchParams({ a: 'b c' }) });
    const [multipart, encoded] = seen;
    const boundary = /^multipart\/form-data; boundary=(.+)$/u.exec(multipart?.type ?? '')?.[1];
    expect(multipart?.body).toContain(`${boundary}\r\n`);
    expect(multipart?.body).toMatch(/name="model"\r\n\r\ntiny\r\n/u);
    expect(encoded).toMatchObject({
      body: 'a=b+c',
      type: expect.stringMatching(/^application\/x-www-form-urlencoded/u) as string,
    });
  });

  it('follows no redirect', async () => {
    const response = await guardedFetch(id)(`${url}/moved`);
    expect([response.status, seen.length]).toEqual([302, 1]);
  });

  it.each(['http://169.254.169.254/', 'http://[::ffff:a9fe:a9fe]/', 'http://2852039166/'])(
    'does not ask %s',
    async (address) => {
      await expect(guardedFetch(id)(address)).rejects.toMatchObject({
        name: 'ProviderError',
        category: 'invalid-request',
        provider: 'Home',
      });
    },
  );

  it('does not ask a name that leads to a metadata service when the connection is made', async () => {
    const { port } = server.address() as AddressInfo;
    const answers = ['127.0.0.1', '169.254.169.254'];
    const lookup = (_host: string, _options: object, done: (...found: unknown[]) => void) =>
      done(null, [{ address: answers.shift(), family: 4 }]);
    jest.spyOn(dns, 'lookup').mockImplementation(lookup as never);
    const once_ = guardedFetch(id);
    expect((await once_(`http://rebound.invalid:${port}/`)).status).toBe(200);
    await expect(guardedFetch(id)(`http://rebound.invalid:${port}/`)).rejects.toMatchObject({
      category: 'invalid-request',
    });
    expect(seen).toHaveLength(1);
  });

  it('is over when it is given up', async () => {
    const giving = new AbortController();
    giving.abort();
    await expect(guardedFetch(id)(url, { signal: giving.signal })).rejects.toMatchObject({
      name: 'AbortError',
    });
  });
});
