import { once } from 'node:events';
import type { Server } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';

import { Body, Controller, Get, Module, NotFoundException, Param, Post } from '@nestjs/common';
import { APP_GUARD, NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Clock, SystemClock } from '@vox/voice-core';
import { z } from 'zod';

import { AuthService, LoginCookies } from '../../src/auth';
import { AuthGuard } from '../../src/auth/auth.guard';
import { ConfigModule, parseConfig } from '../../src/config';
import { ApiRoute, prepareEdge } from '../../src/http';
import {
  Identities,
  KnownKeys,
  Logins,
  SessionAccess,
  SessionTokens,
  WatchedIdentities,
} from '../../src/identity';
import { LimitsModule } from '../../src/limits';

const KEY = 'sixteen or more characters';
const APP = 'https://app.example';

const route = { scope: 'read' as const, summary: 'Things.' };
const thing = z.strictObject({ name: z.string() });

@Controller('things')
class ThingsController {
  @Get()
  @ApiRoute({ ...route, id: 'listThings', responses: { 200: z.array(z.string()) } })
  list(): string[] {
    return ['one'];
  }

  @Get(':id')
  @ApiRoute({
    ...route,
    id: 'getThing',
    params: z.object({ id: z.string() }),
    responses: { 200: thing },
  })
  one(@Param('id') _id: string): never {
    throw new NotFoundException('There is no such thing');
  }

  @Post()
  @ApiRoute({ ...route, id: 'createThing', body: thing, responses: { 201: thing } })
  create(@Body() body: z.output<typeof thing>) {
    return body;
  }
}

/** The last part of a problem's `type`, by its status. */
const TYPES = {
  400: '(validation|unreadable-body)',
  401: 'unauthorized',
  404: 'not-found',
  413: 'too-large',
  415: 'unsupported-media-type',
} as const;

describe('the edge of HTTP', () => {
  let app: NestExpressApplication;
  let url: string;

  beforeAll(async () => {
    const config = parseConfig({ VOXBRIDGE_API_KEY: KEY, ALLOWED_ORIGINS: APP });
    @Module({
      imports: [ConfigModule.forRoot(config), LimitsModule],
      controllers: [ThingsController],
      // The server's own key needs no database.
      providers: [
        AuthService,
        LoginCookies,
        Identities,
        { provide: APP_GUARD, useClass: AuthGuard },
        { provide: Clock, useClass: SystemClock },
        ...[KnownKeys, Logins, SessionAccess, SessionTokens, WatchedIdentities].map((provide) => ({
          provide,
          useValue: {},
        })),
      ],
    })
    class TestModule {}
    app = await NestFactory.create<NestExpressApplication>(TestModule, {
      logger: false,
      abortOnError: false,
      bodyParser: false,
    });
    prepareEdge(app, config);
    await app.listen(0, '127.0.0.1');
    url = `http://127.0.0.1:${(app.getHttpServer() as { address(): AddressInfo }).address().port}`;
  });
  afterAll(() => app.close());

  const ask = async (method: string, headers: Record<string, string> = {}, body?: string) => {
    const response = await fetch(`${url}/things`, {
      method,
      headers: { 'x-api-key': KEY, ...headers },
      ...(body === undefined ? {} : { body }),
    });
    const text = await response.text();
    return { response, json: text === '' ? undefined : (JSON.parse(text) as unknown) };
  };
  const post = (type: string, body: string) => ask('POST', { 'content-type': type }, body);

  describe('CORS', () => {
    const preflight = (origin: string) =>
      fetch(`${url}/things`, {
        method: 'OPTIONS',
        headers: {
          origin,
          'access-control-request-method': 'PUT',
          'access-control-request-headers': 'authorization,x-api-key,content-type',
        },
      });

    it('lets pages of ALLOWED_ORIGINS ask what they may do, without a key, and do it', async () => {
      const { status, headers } = await preflight(APP);
      expect(status).toBe(204);
      expect(headers.get('access-control-allow-origin')).toBe(APP);
      expect(headers.get('access-control-allow-methods')?.split(',')).toEqual(
        expect.arrayContaining(['GET', 'POST', 'PUT', 'DELETE']),
      );
      expect(headers.get('access-control-allow-headers')?.toLowerCase().split(',')).toEqual(
        expect.arrayContaining(['authorization', 'x-api-key', 'content-type']),
      );
      const { response, json } = await ask('GET', { origin: APP });
      expect(response.headers.get('access-control-allow-origin')).toBe(APP);
      expect(response.headers.get('vary')).toContain('Origin');
      expect(json).toEqual(['one']);
    });

    it('lets them read why they are refused', async () => {
      const { response } = await ask('GET', { origin: APP, 'x-api-key': 'wrong' });
      expect(response.status).toBe(401);
      expect(response.headers.get('access-control-allow-origin')).toBe(APP);
    });

    it('lets them read what answers say beside their bodies', async () => {
      const { response } = await ask('GET', { origin: APP });
      const exposed = response.headers.get('access-control-expose-headers')?.toLowerCase();
      expect(exposed?.split(',')).toEqual(
        expect.arrayContaining([
          ...['link', 'retry-after', 'allow', 'content-range', 'content-disposition'],
          ...['x-sample-rate', 'x-duration-ms', 'x-provider'],
        ]),
      );
    });

    it.each(['https://evil.example', 'null', `${APP}.evil.example`])(
      'says nothing of the kind to %s',
      async (origin) => {
        const { status, headers } = await preflight(origin);
        expect(status).toBe(204);
        expect(headers.get('access-control-allow-origin')).toBeNull();
        const { response } = await ask('GET', { origin });
        expect(response.status).toBe(403);
        expect(response.headers.get('access-control-allow-origin')).toBeNull();
      },
    );
  });

  describe('what is refused has one shape', () => {
    it.each([
      ['a form', 'application/x-www-form-urlencoded', 'name=a', 415],
      ['plain text', 'text/plain', '{"name":"a"}', 415],
      ['a file', 'multipart/form-data; boundary=x', '--x--', 415],
      ['an unknown character set', 'application/json; charset=klingon', '{"name":"a"}', 415],
      ['a large body', 'application/json', JSON.stringify({ name: 'a'.repeat(200_000) }), 413],
      ['half JSON', 'application/json', '{"name":', 400],
      ['a bare value', 'application/json', '"text"', 400],
      ['no body', 'application/json', '', 400],
      ['a wrong field', 'application/json', '{"name":1}', 400],
    ])('%s', async (_what, type, body, status) => {
      const { response, json } = await post(type, body);
      expect(response.status).toBe(status);
      expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json/u);
      const name = TYPES[status as keyof typeof TYPES];
      expect(json).toMatchObject({
        type: expect.stringMatching(new RegExp(`^/api/problems/${name}$`, 'u')),
        title: expect.any(String),
        status,
        detail: expect.stringMatching(/^(body|name): /u),
      });
    });

    it('no such path, no such encoding, no key, and a Host that is not ours', async () => {
      const nowhere = await fetch(`${url}/nowhere`, { headers: { 'x-api-key': KEY } });
      const encoded = await ask(
        'POST',
        { 'content-encoding': 'zstd2', 'content-type': 'application/json' },
        '{}',
      );
      const keyless = await fetch(`${url}/things`);
      const answers = [
        [404, nowhere, await nowhere.json()],
        [415, encoded.response, encoded.json],
        [401, keyless, await keyless.json()],
      ] as const;
      for (const [status, response, json] of answers) {
        expect(response.status).toBe(status);
        const type = `/api/problems/${TYPES[status]}`;
        expect(json).toMatchObject({ type, status, detail: expect.any(String) });
        expect(json).not.toHaveProperty('message');
      }
    });

    it('a method that is not for this path, with those that are', async () => {
      const { response, json } = await ask('DELETE');
      expect(response.status).toBe(405);
      expect(response.headers.get('allow')).toBe('GET, HEAD, POST');
      expect(json).toMatchObject({ type: '/api/problems/method-not-allowed', status: 405 });
      const elsewhere = await fetch(`${url}/nowhere`, { method: 'DELETE' });
      expect(elsewhere.status).toBe(404);
      expect(elsewhere.headers.get('allow')).toBeNull();
      // The route's own 404.
      const one = await fetch(`${url}/things/1`, { headers: { 'x-api-key': KEY } });
      expect(one.status).toBe(404);
      expect(one.headers.get('allow')).toBeNull();
    });

    it.each([
      ['no request at all', 'hello\r\n\r\n', 400],
      ['a header that is none', 'GET /things HTTP/1.1\r\nHost: a\r\nX: \0\r\n\r\n', 400],
      [
        'too many headers',
        `GET /things HTTP/1.1\r\nHost: a\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`,
        431,
      ],
      ['an expectation', 'GET /things HTTP/1.1\r\nHost: a\r\nExpect: cake\r\n\r\n', 417],
    ])('%s', async (_what, written, status) => {
      const client = connect(Number(new URL(url).port), '127.0.0.1').setEncoding('utf8');
      client.write(written);
      let answer = '';
      for await (const part of client) {
        answer += String(part);
        if (answer.endsWith('}')) break;
      }
      expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `, 'u'));
      expect(answer.toLowerCase()).toContain('content-type: application/problem+json');
      const problem = JSON.parse(answer.slice(answer.indexOf('{'))) as unknown;
      expect(problem).toMatchObject({ type: 'about:blank', status, detail: expect.any(String) });
    });

    it('takes JSON, whatever its suffix', async () => {
      expect((await post('application/json; charset=utf-8', '{"name":"a"}')).json).toEqual({
        name: 'a',
      });
      expect((await post('application/merge-patch+json', '{"name":"b"}')).response.status).not.toBe(
        415,
      );
    });
  });

  it('does not say for whoever terminates TLS that all names below are TLS only', async () => {
    const { response } = await ask('GET');
    expect(response.headers.get('strict-transport-security')).toBeNull();
    expect(response.headers.get('x-powered-by')).toBeNull();
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('keeps an answered connection for longer than proxies and clients do', async () => {
    const { response } = await ask('GET');
    expect(response.headers.get('keep-alive')).toBe('timeout=75');
  });

  it('holds a connection on which nothing comes for half a minute only, and an answer as long as it takes', async () => {
    const server: Server = app.getHttpServer();
    const accepted = once(server, 'connection') as Promise<[Socket]>;
    const client = connect((server.address() as AddressInfo).port, '127.0.0.1');
    const [socket] = await accepted;
    expect(socket.timeout).toBe(30_000);
    const asked = once(server, 'request');
    client.write(`GET /things HTTP/1.1\r\nHost: 127.0.0.1\r\nX-API-Key: ${KEY}\r\n\r\n`);
    await asked;
    expect(socket.timeout).toBe(0);
    client.destroy();
    await once(socket, 'close');
    const silent = connect((server.address() as AddressInfo).port, '127.0.0.1');
    const [[held]] = await Promise.all([once(server, 'connection') as Promise<[Socket]>]);
    const closed = once(silent, 'close');
    held.emit('timeout');
    await closed;
  });
});
