import { randomUUID } from 'node:crypto';

import { DataSource } from 'typeorm';

import { Logins } from '../../src/identity';
import { SocketTestClient } from '../support/socket-test-client';
import { bodyOf, expectedOf, pathOf, SOCKET_SCOPES, socketPaths } from './support/access-cells';
import { silenceLogs } from './support/quiet-logger';
import { type Operation, RestDocument } from './support/rest-document';
import { WholeApp } from './support/whole-app';

silenceLogs();

type Cookie = { readonly token: string; readonly scopes: readonly string[] | null };
type Headers = Readonly<Record<string, string>>;

const SCOPES_OF = { owner: ['admin'], admin: ['admin'], member: ['talk', 'read'], guest: ['talk'] };

/** Every door, as the document and the protocol know them, for people who are logged in, and for pages that misuse them. */
describe('who may do what with the cookie of a log-in', () => {
  let whole: WholeApp;
  let operations: readonly Operation[];
  /** By whose they are. */
  const cookies = new Map<string, Cookie>();

  const cookieOf = (name: string) => `voxbridge=${cookies.get(name)?.token ?? ''}`;
  const ask = (operation: Operation, headers: Headers) => {
    const body = bodyOf(operation);
    return fetch(`${whole.url}${pathOf(operation)}`, {
      method: operation.method,
      redirect: 'manual',
      headers: { 'content-type': 'application/json', ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  };
  const dial = async (path: string, headers: Headers) => {
    const url = `${whole.url.replace('http', 'ws')}${path}`;
    const client = await new SocketTestClient(url, { headers }).opened();
    client.send('nothing that makes sense');
    const { data } = await client.event('error');
    const isOut = data['code'] === 'unauthorized';
    if (isOut) expect(await client.closed()).toBe(1008);
    else client.socket.terminate();
    return isOut ? 'out' : 'in';
  };

  async function logIn(name: string, role: string, scopes: readonly string[] | null) {
    const made = await whole.post('/api/users', { display_name: name, role });
    const { id: userId } = (await made.json()) as { id: string };
    const login = { userId, method: 'oidc', userAgent: undefined } as const;
    const { id, token } = await whole.app.get(Logins).begin(login);
    cookies.set(name, { token, scopes });
    return { id, userId };
  }

  beforeAll(async () => {
    whole = await WholeApp.start({
      REQUESTS_PER_MINUTE: '100000',
      FAILED_KEYS_PER_MINUTE: '10000',
    });
    ({ operations } = new RestDocument(
      await (await fetch(`${whole.url}/api/openapi.json`)).json(),
    ));
    for (const [role, scopes] of Object.entries(SCOPES_OF)) await logIn(role, role, scopes);
    const { id: expired } = await logIn('an expired one', 'admin', null);
    const { id: ended, userId } = await logIn('an ended one', 'admin', null);
    const { userId: off } = await logIn('somebody switched off', 'admin', null);
    await whole.app
      .get(DataSource)
      .query('update logins set expires_at = now() where id = $1', [expired]);
    await whole.app.get(Logins).end(ended, userId);
    const change = { method: 'PATCH', body: JSON.stringify({ is_active: false }) };
    expect((await whole.ask(`/api/users/${off}`, change)).status).toBe(200);
    cookies.set('one that is made up', { token: 'x'.repeat(43), scopes: null });
    cookies.set('nothing that makes sense', { token: '%00', scopes: null });
  });
  afterAll(() => whole.stop());

  it('is as each route declares it, from a page of the server', async () => {
    const faults: string[] = [];
    let cells = 0;
    for (const [name, { scopes }] of cookies) {
      for (const operation of operations) {
        // It would end the log-in that the other cells need.
        if (operation.id === 'logOut' && scopes !== null) continue;
        const response = await ask(operation, { cookie: cookieOf(name), origin: whole.url });
        const { status } = response;
        const got = status === 401 || status === 403 ? String(status) : 'in';
        const expected =
          operation.id === 'useLoginLink' ? 'in' : expectedOf(operation.scope, scopes);
        if (got !== expected)
          faults.push(`${operation.id} with ${name}: ${status}, not ${expected}`);
        cells++;
      }
    }
    expect(faults).toEqual([]);
    expect(cells).toBe(cookies.size * operations.length - Object.keys(SCOPES_OF).length);
  });

  it('is nothing from any other page, of any route that asks who comes', async () => {
    const closed = operations.filter(({ isPublic }) => !isPublic);
    expect(closed.length).toBeGreaterThan(30);
    const faults: string[] = [];
    const foreign: readonly Headers[] = [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { origin: 'http://127.0.0.1:1' },
      { origin: whole.url, 'sec-fetch-site': 'same-site' },
      { 'sec-fetch-site': 'cross-site' },
    ];
    for (const operation of closed) {
      for (const headers of foreign) {
        const { status } = await ask(operation, { cookie: cookieOf('owner'), ...headers });
        if (status !== 403) faults.push(`${operation.id} ${JSON.stringify(headers)}: ${status}`);
      }
      if (operation.method === 'GET') continue;
      const { status } = await ask(operation, { cookie: cookieOf('owner') });
      if (status !== 403) faults.push(`${operation.id} without a word of where from: ${status}`);
    }
    expect(faults).toEqual([]);
  });

  it('is known to /api/info from a page of the server alone', async () => {
    const known = async (headers: Headers) => {
      const response = await fetch(`${whole.url}/api/info`, { headers });
      return (
        response.status === 200 && ((await response.json()) as Record<string, unknown>)['is_known']
      );
    };
    const cookie = cookieOf('owner');
    expect(await known({ cookie, origin: whole.url })).toBe(true);
    expect(await known({ cookie, 'sec-fetch-site': 'cross-site' })).toBe(false);
    expect(await known({ cookie: 'voxbridge=made-up', origin: whole.url })).toBe(false);
  });

  it('is as each socket needs it, from a page of the server, and nothing from any other', async () => {
    const faults: string[] = [];
    for (const path of socketPaths()) {
      for (const [name, { scopes }] of cookies) {
        const got = await dial(path, { cookie: cookieOf(name), origin: whole.url });
        const expected = expectedOf(SOCKET_SCOPES[path], scopes) === 'in' ? 'in' : 'out';
        if (got !== expected) faults.push(`${path} with ${name}: ${got}, not ${expected}`);
      }
      for (const origin of ['https://evil.example', 'null', 'http://127.0.0.1:1', undefined]) {
        const headers = { cookie: cookieOf('owner'), ...(origin === undefined ? {} : { origin }) };
        if ((await dial(path, headers)) !== 'out')
          faults.push(`${path} from ${origin ?? 'nowhere'}`);
      }
    }
    expect(faults).toEqual([]);
  });

  it('ends for who is talking when they are logged out, with the tokens that they have asked for', async () => {
    const { userId, id } = await logIn('Dora', 'member', ['talk', 'read']);
    const headers = {
      cookie: cookieOf('Dora'),
      origin: whole.url,
      'content-type': 'application/json',
    };
    const url = `${whole.url.replace('http', 'ws')}/ws/voice`;
    const dora = await new SocketTestClient(url, { headers }).opened();
    await dora.start({ user_id: 'me' });
    const asked = await fetch(`${whole.url}/api/tokens`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ user_id: 'me', scopes: ['read'] }),
    });
    const { token } = (await asked.json()) as { token: string };
    const withToken = () => fetch(`${whole.url}/api/sessions`, { headers: { 'x-api-key': token } });
    expect((await withToken()).status).toBe(200);
    const out = await fetch(`${whole.url}/auth/logout`, { method: 'POST', headers });
    expect({ status: out.status, body: await out.json() }).toEqual({
      status: 200,
      body: { provider_url: null },
    });
    expect(out.headers.getSetCookie().join()).toMatch(/^voxbridge=; .*Expires=Thu, 01 Jan 1970/u);
    expect(await dora.closed()).toBe(1008);
    expect((await withToken()).status).toBe(401);
    expect((await fetch(`${whole.url}/api/me`, { headers })).status).toBe(401);
    const audited = await whole.ask(`/api/audit?user_id=${userId}&limit=10`);
    expect(await audited.json()).toMatchObject([
      { action: 'logOut', target_id: id, actor: `login ${id}` },
      { action: 'createToken', details: { status: 201 } },
    ]);
  });

  it('follows the role that somebody is given while they are logged in', async () => {
    const { userId } = await logIn('Zoe', 'guest', ['talk']);
    const status = async (path: string) =>
      (await fetch(`${whole.url}${path}`, { headers: { cookie: cookieOf('Zoe') } })).status;
    expect(await status('/api/users')).toBe(403);
    const change = { method: 'PATCH', body: JSON.stringify({ role: 'admin' }) };
    expect((await whole.ask(`/api/users/${userId}`, change)).status).toBe(200);
    expect(await status('/api/users')).toBe(200);
    expect(await status(`/api/sessions/${randomUUID()}`)).toBe(404);
  });
});
