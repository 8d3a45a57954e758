import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';

import { Logger } from '@nestjs/common';
import { AllowedHosts, wasNeverSent } from '@vox/outbound';
import { type GenerateOptions, ProviderError, SystemClock } from '@vox/voice-core';

import { CallbackReplies } from './callback-replies';
import { N8nLanguageModel, type N8nOptions } from './n8n-language-model.adapter';

type Asked = { method: string; path: string; headers: IncomingHttpHeaders; body: string };
type Answer = { status?: number; headers?: Record<string, string>; body?: string | Buffer };

/** A web server with a page per path. */
class Site {
  readonly asked: Asked[] = [];
  #server!: Server;
  constructor(private readonly pages: Record<string, Answer | (() => Answer)>) {}

  async start(): Promise<this> {
    this.#server = createServer((request, response) => {
      let body = '';
      request.on('data', (bytes: Buffer) => (body += bytes.toString()));
      request.on('end', () => {
        const { method = '', url: path = '', headers } = request;
        this.asked.push({ method, path, headers, body });
        const page = this.pages[path.replace(/\?.*/u, '')] ?? { status: 404 };
        const answer = typeof page === 'function' ? page() : page;
        response.writeHead(answer.status ?? 200, answer.headers).end(answer.body);
      });
    }).listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    return this;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  url(path: string): string {
    return `http://127.0.0.1:${this.port}${path}`;
  }

  async close(): Promise<void> {
    this.#server.close();
    this.#server.closeAllConnections();
    await once(this.#server, 'close');
  }
}

const HELLO = { body: '{"output":"Hello."}' };
const sites: Site[] = [];
const site = async (pages: Record<string, Answer | (() => Answer)>) => {
  const started = await new Site(pages).start();
  sites.push(started);
  return started;
};
const warnings: [object, string][] = [];
beforeEach(() => {
  warnings.length = 0;
  jest.spyOn(Logger.prototype, 'warn').mockImplementation((details: unknown, message: unknown) => {
    warnings.push([details as object, String(message)]);
  });
});
afterEach(async () => {
  jest.restoreAllMocks();
  await Promise.all(sites.splice(0).map((one) => one.close()));
});

async function read(settings: Partial<N8nOptions>, options: Partial<GenerateOptions> = {}) {
  const clock = new SystemClock();
  const model = new N8nLanguageModel({
    replyMode: 'response',
    isStreamed: true,
    allowsPrivate: false,
    allowedHosts: AllowedHosts.parse(''),
    callbacks: new CallbackReplies(clock),
    clock,
    watched: (given) => given,
    ...settings,
  });
  const signal = new AbortController().signal;
  const reply = model.generate([{ role: 'user', content: 'Hi.' }], { signal, ...options });
  const parts = await Array.fromAsync(reply);
  return parts.map((part) => (part.type === 'reply-delta' ? part.text : '')).join('');
}

async function failureOf(reading: Promise<unknown>): Promise<ProviderError> {
  const error: unknown = await reading.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(ProviderError);
  return error as ProviderError;
}

const basic = (pair: string) => `Basic ${Buffer.from(pair).toString('base64')}`;

describe('what authenticates', () => {
  it('is taken from the URL, and is not in it any more', async () => {
    const n8n = await site({ '/hook': HELLO });
    const url = `http://vox:s3%40cret@127.0.0.1:${n8n.port}/hook?a=b`;
    expect(await read({ webhookUrl: url })).toBe('Hello.');
    expect(await read({ allowsPrivate: true }, { n8nWebhookUrl: url })).toBe('Hello.');
    for (const { headers, path } of n8n.asked) {
      expect([headers.authorization, path]).toEqual([basic('vox:s3@cret'), '/hook?a=b']);
    }
    expect(n8n.asked).toHaveLength(2);
  });

  it("is the agent's own, or the server's where the agent names the server's webhook", async () => {
    const n8n = await site({ '/hook': HELLO, '/own': HELLO });
    const settings = {
      webhookUrl: n8n.url('/hook'),
      webhookHeader: { name: 'X-Server', value: 'one' },
      allowsPrivate: true,
    };
    const n8nWebhookHeader = { name: 'X-Agent', value: 'two' };
    await read(settings);
    await read(settings, { n8nWebhookUrl: n8n.url('/hook') });
    await read(settings, { n8nWebhookUrl: n8n.url('/own') });
    await read(settings, { n8nWebhookUrl: n8n.url('/own'), n8nWebhookHeader });
    const sent = n8n.asked.map(({ headers }) => [headers['x-server'], headers['x-agent']]);
    expect(sent).toEqual([
      ['one', undefined],
      ['one', undefined],
      [undefined, undefined],
      [undefined, 'two'],
    ]);
  });

  it('goes with a redirect on the same origin, and to no other', async () => {
    const other = await site({ '/there': HELLO });
    const n8n = await site({
      '/hook': { status: 307, headers: { location: '/moved' } },
      '/moved': { status: 308, headers: { location: other.url('/there') } },
    });
    const settings = {
      webhookUrl: n8n.url('/hook'),
      webhookHeader: { name: 'Authorization', value: 'Bearer abc' },
      allowedHosts: AllowedHosts.parse('127.0.0.1'),
    };
    expect(await read(settings)).toBe('Hello.');
    expect(n8n.asked.map(({ headers }) => headers.authorization)).toEqual([
      'Bearer abc',
      'Bearer abc',
    ]);
    expect(other.asked[0]?.headers.authorization).toBeUndefined();
    expect(other.asked[0]).toMatchObject({ method: 'POST', body: n8n.asked[0]?.body });
  });
});

describe('a redirect', () => {
  it.each([
    ["the server's webhook", { isOwn: false, allowsPrivate: false }],
    ["an agent's webhook, private ones allowed", { isOwn: true, allowsPrivate: true }],
    ["an agent's webhook on the list", { isOwn: true, allowsPrivate: false }],
  ])('does not lead %s into a private network', async (_whose, { isOwn, allowsPrivate }) => {
    const canary = await site({ '/inside': HELLO });
    const n8n = await site({
      '/hook': { status: 307, headers: { location: canary.url('/inside') } },
    });
    const settings = { allowsPrivate, allowedHosts: AllowedHosts.parse(`127.0.0.1:${n8n.port}`) };
    const error = await failureOf(
      isOwn
        ? read(settings, { n8nWebhookUrl: n8n.url('/hook') })
        : read({ ...settings, webhookUrl: n8n.url('/hook') }),
    );
    expect(error.message).toContain('OUTBOUND_ALLOWED_HOSTS');
    // The first place was asked: it must not be asked again.
    expect(wasNeverSent(error)).toBe(false);
    expect(canary.asked).toEqual([]);
    expect(warnings).toEqual([
      [
        { provider: 'n8n', host: `127.0.0.1:${n8n.port}`, reason: error.message },
        'The webhook is not called',
      ],
    ]);
  });

  it('of a POST stays one on the same host, and is a GET without words elsewhere', async () => {
    const login = await site({ '/login': { body: '<!doctype html>' } });
    const n8n = await site({
      '/hook': { status: 302, headers: { location: '/moved' } },
      '/moved': HELLO,
      '/guarded': { status: 302, headers: { location: `http://localhost:${login.port}/login` } },
    });
    expect(await read({ webhookUrl: n8n.url('/hook') })).toBe('Hello.');
    expect(n8n.asked.map(({ method }) => method)).toEqual(['POST', 'POST']);
    const allowedHosts = AllowedHosts.parse('localhost');
    await failureOf(read({ webhookUrl: n8n.url('/guarded'), allowedHosts }));
    expect(login.asked).toMatchObject([{ method: 'GET', body: '' }]);
  });

  it.each([
    ['for ever', '/hook'],
    ['to a file', 'file:///etc/passwd'],
    ['to nothing', 'http://'],
  ])('that leads %s fails, without a second run', async (_where, location) => {
    const n8n = await site({ '/hook': { status: 308, headers: { location } } });
    expect((await failureOf(read({ webhookUrl: n8n.url('/hook') }))).category).toBe('protocol');
  });
});

describe('a webhook that refuses', () => {
  const refusal = (status: number, body: unknown) => ({ status, body: JSON.stringify(body) });
  const HINT = "Click the 'Execute workflow' button";

  it.each([401, 403, 404, 500])(
    'leaves one line for status %i, and no secret in it',
    async (status) => {
      const body = { code: status, message: `${'m'.repeat(300)}`, hint: HINT };
      const n8n = await site({ '/hook/a': refusal(status, body) });
      const url = `http://vox:s3cret@127.0.0.1:${n8n.port}/hook/a?token=s3cret`;
      const error = await failureOf(read({ webhookUrl: url }));
      expect(error).toMatchObject({ statusCode: status });
      expect(error.message).toContain(`answered ${status}: mmm`);
      expect(error.message).toContain(HINT);
      expect(warnings).toEqual([
        [
          {
            provider: 'n8n',
            statusCode: status,
            host: `127.0.0.1:${n8n.port}`,
            path: '/hook/a',
            reason: 'm'.repeat(200),
          },
          'The webhook answered with an error',
        ],
      ]);
      expect(JSON.stringify([warnings, error.message])).not.toContain('s3cret');
    },
  );

  it("does not repeat the workflow's own words", async () => {
    const n8n = await site({ '/hook': refusal(500, { message: 'Ada said: my secret', error: 1 }) });
    const error = await failureOf(read({ webhookUrl: n8n.url('/hook') }));
    expect(JSON.stringify([warnings, error.message])).not.toContain('secret');
    expect(warnings).toHaveLength(1);
  });

  it('is told of with the variable that lets an agent lead there', async () => {
    const n8n = await site({ '/hook': HELLO });
    const error = await failureOf(read({}, { n8nWebhookUrl: n8n.url('/hook?token=s3cret') }));
    expect(error.category).toBe('invalid-request');
    expect(warnings).toEqual([
      [
        {
          provider: 'n8n',
          host: `127.0.0.1:${n8n.port}`,
          reason: expect.stringContaining('OUTBOUND_ALLOWED_HOSTS') as string,
        },
        'The webhook is not called',
      ],
    ]);
    expect(n8n.asked).toEqual([]);
  });

  it('since nobody has that name, was never asked', async () => {
    const error = await failureOf(read({}, { n8nWebhookUrl: 'http://nobody.invalid/hook' }));
    expect([error.category, wasNeverSent(error)]).toEqual(['connectivity', true]);
  });

  it('since nobody listens, was never asked', async () => {
    const n8n = await site({});
    const url = n8n.url('/hook');
    await sites.pop()?.close();
    const error = await failureOf(read({ webhookUrl: url }));
    expect([error.category, wasNeverSent(error)]).toEqual(['connectivity', true]);
  });
});

it('tells the keys of an answer that it makes nothing of, and none of its values', async () => {
  const body = '{"status":"secret","data":{"id":7}}';
  const n8n = await site({ '/hook': { body } });
  expect(await read({ webhookUrl: n8n.url('/hook?token=secret') })).toBe('');
  expect(warnings.map(([details]) => details)).toEqual([
    { provider: 'n8n', host: `127.0.0.1:${n8n.port}`, path: '/hook', keys: '{status, data: {id}}' },
  ]);
});

it.each([
  ['said to be so', { 'content-encoding': 'gzip' }],
  ['without a word of it', { 'content-type': 'text/plain' }],
])('reads what is compressed, %s', async (_what, headers) => {
  const n8n = await site({ '/hook': { headers, body: gzipSync('{"output":"Grüße."}') } });
  expect(await read({ webhookUrl: n8n.url('/hook') })).toBe('Grüße.');
});

it('says which wishes for the voice it made nothing of', async () => {
  const body = '{"output":"Hi.","options":{"rate":"quick","language":"en_US"}}';
  const n8n = await site({ '/hook': { body } });
  expect(await read({ webhookUrl: n8n.url('/hook') })).toBe('Hi.');
  expect(warnings.map(([details]) => details)).toEqual([{ provider: 'n8n', ignored: ['rate'] }]);
});
