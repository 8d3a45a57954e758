import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { brotliCompressSync, createGzip, deflateSync, gzipSync } from 'node:zlib';

import { N8nStandIn, requestClosed, requestOpened } from '@vox/stand-ins';

import { directRequest } from './direct-request';

describe(directRequest.name, () => {
  const body = JSON.stringify({ text: 'Hello.', userId: 'ada', timestamp: 'now' });
  const request = (signal = new AbortController().signal) => ({
    method: 'POST' as const,
    headers: { 'content-type': 'application/json' },
    body,
    signal,
  });
  let server: N8nStandIn;
  beforeEach(async () => (server = await N8nStandIn.start({ style: 'text' })));
  afterEach(() => server.close());

  it('connects to the address it is given, whatever the name would resolve to', async () => {
    const url = `http://nobody.invalid:${server.port}/webhook/voice`;
    const response = await directRequest(url, { ...request(), addresses: ['127.0.0.1'] });
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toContain('text/plain');
    expect(await response.text()).toContain('You said: Hello.');
    expect(server.requests[0]?.headers.host).toBe(`nobody.invalid:${server.port}`);
    expect(server.requests[0]?.body).toBe(body);
  });

  it('goes on to the next address where nobody listens on the first', async () => {
    const url = `http://nobody.invalid:${server.port}/webhook/voice`;
    const addresses = ['::1', '127.0.0.2', '127.0.0.1'];
    const response = await directRequest(url, { ...request(), addresses });
    expect(await response.text()).toContain('You said: Hello.');
    expect(server.requests).toHaveLength(1);
  });

  it.each([
    ['gzip', gzipSync],
    ['deflate', deflateSync],
    ['br', brotliCompressSync],
  ] as const)('gives a body in %s back plain', async (encoding, compress) => {
    const plain = createServer((_request, response) =>
      response.setHeader('content-encoding', encoding).end(compress('Grüße!')),
    ).listen(0, '127.0.0.1');
    await once(plain, 'listening');
    const { port } = plain.address() as AddressInfo;
    const response = await directRequest(`http://127.0.0.1:${port}/`, request());
    expect(await response.text()).toBe('Grüße!');
    plain.close();
  });

  it('gives a compressed stream on as it comes', async () => {
    const gzip = createGzip();
    const slow = createServer((_request, response) => {
      gzip.pipe(response.setHeader('content-encoding', 'gzip'));
      gzip.write('Hello ');
      gzip.flush();
    }).listen(0, '127.0.0.1');
    await once(slow, 'listening');
    const { port } = slow.address() as AddressInfo;
    const { body } = await directRequest(`http://127.0.0.1:${port}/`, request());
    const reader = body?.pipeThrough(new TextDecoderStream()).getReader();
    expect((await reader?.read())?.value).toBe('Hello ');
    gzip.end('there.');
    expect((await reader?.read())?.value).toBe('there.');
    slow.close();
  });

  it('gives errors of the server back as responses', async () => {
    server.setFault('404');
    expect((await directRequest(server.webhookUrl, request())).status).toBe(404);
  });

  it('gives an answer without a body back', async () => {
    server.setFault('204');
    expect((await directRequest(server.webhookUrl, request())).body).toBeNull();
  });

  it('fails when nobody listens', async () => {
    await server.close();
    await expect(directRequest(server.webhookUrl, request())).rejects.toMatchObject({
      code: 'ECONNREFUSED',
    });
  });

  it.each(['silent', 'stall'] as const)('closes the connection on abort (%s)', async (fault) => {
    server.setFault(fault);
    const controller = new AbortController();
    const reading = directRequest(server.webhookUrl, request(controller.signal)).then((response) =>
      response.text(),
    );
    reading.catch(() => undefined);
    await requestOpened(server);
    controller.abort();
    await expect(reading).rejects.toThrow();
    expect((await requestClosed(server)).wasAborted).toBe(true);
  });
});
