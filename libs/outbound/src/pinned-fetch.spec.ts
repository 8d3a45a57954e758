import { N8nStandIn, requestClosed, requestOpened } from '@vox/testing';

import { pinnedFetch } from './pinned-fetch';

describe(pinnedFetch.name, () => {
  const body = JSON.stringify({ text: 'Hello.', userId: 'ada', timestamp: 'now' });
  const request = (signal = new AbortController().signal) => ({
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
    signal,
  });
  let server: N8nStandIn;
  beforeEach(async () => (server = await N8nStandIn.start({ style: 'text' })));
  afterEach(() => server.close());

  it('connects to the address it is given, whatever the name would resolve to', async () => {
    const url = `http://nobody.invalid:${server.port}/webhook/voice`;
    const response = await pinnedFetch(url, '127.0.0.1', request());
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toContain('text/plain');
    expect(await response.text()).toContain('You said: Hello.');
    expect(server.requests[0]?.headers.host).toBe(`nobody.invalid:${server.port}`);
    expect(server.requests[0]?.body).toBe(body);
  });

  it('gives errors of the server back as responses', async () => {
    server.setFault('404');
    expect((await pinnedFetch(server.webhookUrl, '127.0.0.1', request())).status).toBe(404);
  });

  it('gives an answer without a body back', async () => {
    server.setFault('204');
    expect((await pinnedFetch(server.webhookUrl, '127.0.0.1', request())).body).toBeNull();
  });

  it('fails when nobody listens', async () => {
    await server.close();
    await expect(pinnedFetch(server.webhookUrl, '127.0.0.1', request())).rejects.toMatchObject({
      code: 'ECONNREFUSED',
    });
  });

  it.each(['silent', 'stall'] as const)('closes the connection on abort (%s)', async (fault) => {
    server.setFault(fault);
    const controller = new AbortController();
    const reading = pinnedFetch(server.webhookUrl, '127.0.0.1', request(controller.signal)).then(
      (response) => response.text(),
    );
    reading.catch(() => undefined);
    await requestOpened(server);
    controller.abort();
    await expect(reading).rejects.toThrow();
    expect((await requestClosed(server)).wasAborted).toBe(true);
  });
});
