import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { type ApiClient, createApiClient } from '@vox/api-client';

import { findAgent, httpUrlOf } from './find-agent';

const IDS = ['1', '2', '3'].map((digit) => `6f1f64d2-53a5-4b5a-9f7c-0d4f4f6f2a1${digit}`);

describe(findAgent, () => {
  let server: Server;
  let api: ApiClient;
  let status = 200;
  const asked: { url: string | undefined; headers: IncomingHttpHeaders }[] = [];

  /** A server whose agents are on two pages. */
  beforeEach(async () => {
    status = 200;
    asked.length = 0;
    server = createServer(({ url, headers }, response) => {
      asked.push({ url, headers });
      if (status !== 200) {
        response.writeHead(status, { 'content-type': 'application/problem+json' });
        return response.end(JSON.stringify({ status, detail: 'The key is wrong' }));
      }
      const isSecond = url?.includes('after=2nd') === true;
      const [ada, bob, cy] = IDS.map((id, index) => ({ id, name: ['Ada', 'Bob', 'Cy'][index] }));
      response.writeHead(200, {
        'content-type': 'application/json',
        ...(isSecond ? {} : { link: '</api/agents?limit=200&after=2nd>; rel="next"' }),
      });
      return response.end(JSON.stringify(isSecond ? [cy] : [ada, bob]));
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    api = createApiClient(`http://127.0.0.1:${port}/`, { apiKey: 'k' });
  });
  afterEach(() => server.close());

  it('finds one by its name on whichever page it is, and shows the key', async () => {
    expect(await findAgent(api, 'cy')).toBe(IDS[2]);
    expect(asked.map(({ url }) => url)).toEqual([
      '/api/agents?limit=200',
      '/api/agents?limit=200&after=2nd',
    ]);
    expect(asked[0]?.headers.authorization).toBe('Bearer k');
  });

  it('asks nobody about an id', async () => {
    expect(await findAgent(api, IDS[1] ?? '')).toBe(IDS[1]);
    expect(asked).toEqual([]);
  });

  it('says which there are where there is none of that name', async () => {
    await expect(findAgent(api, 'Eve')).rejects.toMatchObject({
      field: '--agent',
      message: expect.stringContaining('Ada, Bob, Cy'),
    });
  });

  it('says why the server refuses', async () => {
    status = 401;
    await expect(findAgent(api, 'Ada')).rejects.toThrow('401 The key is wrong');
  });
});

describe(httpUrlOf, () => {
  it.each([
    ['ws://127.0.0.1:4900/ws/voice', 'http://127.0.0.1:4900/'],
    ['wss://voice.example.org/below/ws/voice?api_key=k', 'https://voice.example.org/below/'],
  ])('of %s is %s', (socket, http) => expect(httpUrlOf(socket)).toBe(http));
});
