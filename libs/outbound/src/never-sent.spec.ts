import { createServer, type Server } from 'node:net';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';

import { InvalidInputError, ProviderError } from '@vox/voice-core';

import { wasNeverSent } from './never-sent';

const failed = (cause: unknown) =>
  new ProviderError('x: failed', { kind: 'llm', provider: 'x', category: 'connectivity', cause });
const system = (code: string, syscall: string) =>
  Object.assign(new Error(`${syscall} ${code}`), { code, syscall });

describe(wasNeverSent.name, () => {
  it.each([
    ['no such host', system('ENOTFOUND', 'getaddrinfo')],
    ['names that cannot be looked up now', system('EAI_AGAIN', 'getaddrinfo')],
    ['a connection that took too long to be made', system('ETIMEDOUT', 'connect')],
    ['an address that is refused here', new InvalidInputError('n8nWebhookUrl', 'is private')],
    [
      'no connection to any of the addresses',
      new AggregateError([system('ECONNREFUSED', 'connect'), system('ENETUNREACH', 'connect')]),
    ],
  ])('is certain after %s', (_what, error) => {
    expect(wasNeverSent(failed(new TypeError('fetch failed', { cause: error })))).toBe(true);
    expect(wasNeverSent(error)).toBe(true);
  });

  it.each([
    ['a reset', system('ECONNRESET', 'read')],
    ['a broken pipe', system('EPIPE', 'write')],
    ['an answer that did not come in time', system('ETIMEDOUT', 'read')],
    ['some other attempt than a connection', new AggregateError([system('ECONNRESET', 'read')])],
    ['a failure that says nothing', new Error('fetch failed')],
    ['something that is no error', 'ECONNREFUSED'],
  ])('is not after %s', (_what, error) => {
    expect(wasNeverSent(failed(error))).toBe(false);
  });

  describe('with the fetch of this Node', () => {
    let server: Server;
    const urlOf = () => `http://localhost:${(server.address() as AddressInfo).port}/`;
    const failureOf = async (url: string): Promise<unknown> =>
      fetch(url, { method: 'POST', body: '{}' }).catch((error: unknown) => error);

    beforeEach(async () => {
      server = createServer((socket) => socket.once('data', () => socket.resetAndDestroy()));
      server.listen(0, '127.0.0.1');
      await once(server, 'listening');
    });
    afterEach(() => server.close());

    it('tells a port where nobody listens from a connection that is reset', async () => {
      expect(wasNeverSent(await failureOf(urlOf()))).toBe(false);
      const url = urlOf();
      await new Promise((resolve) => server.close(resolve));
      expect(wasNeverSent(await failureOf(url))).toBe(true);
    });
  });
});
