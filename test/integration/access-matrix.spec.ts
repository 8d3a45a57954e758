import { randomUUID } from 'node:crypto';

import * as protocol from '@vox/protocol';
import { DataSource } from 'typeorm';

import { SocketTestClient } from '../support/socket-test-client';
import {
  bodyOf,
  type Credential,
  expectedOf,
  pathOf,
  SOCKET_SCOPES,
  socketPaths,
} from './support/access-cells';
import { silenceLogs } from './support/quiet-logger';
import { type Operation, RestDocument } from './support/rest-document';
import { WholeApp } from './support/whole-app';
silenceLogs();

type Json = Record<string, unknown>;

/** Every door, as the document and the protocol know them, and every kind of credential. */
describe('who may do what', () => {
  let whole: WholeApp;
  let operations: readonly Operation[];
  /** By what they are. */
  const credentials = new Map<string, Credential>();
  let [annSession, annTurn] = ['', ''];

  const ask = (method: string, path: string, key: string | undefined, body?: unknown) =>
    fetch(`${whole.url}${path}`, {
      method,
      headers: {
        'content-type': 'application/json',
        ...(key === undefined ? {} : { 'x-api-key': key }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  const dial = (key: string) => {
    const url = `${whole.url.replace('http', 'ws')}${protocol.VOICE_SOCKET_PATH}`;
    return new SocketTestClient(`${url}?api_key=${encodeURIComponent(key)}`).opened();
  };
  const keyOf = (name: string) => credentials.get(name)?.key ?? '';
  const post = async (path: string, body: unknown, key: string = whole.key): Promise<Json> => {
    const response = await ask('POST', path, key, body);
    expect({ path, status: response.status }).toEqual({ path, status: 201 });
    return (await response.json()) as Json;
  };
  const makeUser = async (name: string) =>
    String((await post('/api/users', { display_name: name }))['id']);
  async function makeKey(userId: string, name: string, scopes: readonly string[]) {
    const made = await post('/api/keys', { user_id: userId, name, scopes });
    return { id: String(made['id']), key: String(made['key']) };
  }

  async function makeToken(limits: Json, key: string = keyOf('talk and read')) {
    return String((await post('/api/tokens', { user_id: 'me', ...limits }, key))['token']);
  }

  beforeAll(async () => {
    const plenty = { REQUESTS_PER_MINUTE: '100000', FAILED_KEYS_PER_MINUTE: '10000' };
    whole = await WholeApp.start(plenty);
    ({ operations } = new RestDocument(
      await (await fetch(`${whole.url}/api/openapi.json`)).json(),
    ));
    const [ann, bob, carl] = [await makeUser('Ann'), await makeUser('Bob'), await makeUser('Carl')];
    const add = (name: string, key: string | undefined, scopes: readonly string[] | null) =>
      credentials.set(name, { key, scopes });
    add('no key', undefined, null);
    add('a wrong key', `vox_${'x'.repeat(43)}`, null);
    add('something else', 'no key of this server', null);
    for (const scopes of [['talk'], ['read'], ['talk', 'read'], ['admin']]) {
      const name = scopes.join(' and ');
      add(name, (await makeKey(ann, name, scopes)).key, scopes);
    }
    for (const scopes of [['talk'], ['talk', 'read']]) {
      add(`a token to ${scopes.join(' and ')}`, await makeToken({ scopes }), scopes);
    }
    add('a token of nobody', await makeToken({}, whole.key), ['talk']);
    add(
      'a changed token',
      (await makeToken({})).replace(/.$/u, (end) => (end === 'A' ? 'Q' : 'A')),
      null,
    );
    add('bob', (await makeKey(bob, 'all', ['talk', 'read'])).key, ['talk', 'read']);
    const expired = await makeKey(ann, 'expired', ['admin']);
    const revoked = await makeKey(ann, 'revoked', ['admin']);
    add('an expired one', expired.key, null);
    add('a revoked one', revoked.key, null);
    add('what a revoked one has asked for', await makeToken({}, revoked.key), null);
    add('one of somebody switched off', (await makeKey(carl, 'x', ['admin'])).key, null);
    await whole.app
      .get(DataSource)
      .query('update api_keys set expires_at = now() where id = $1', [expired.id]);
    expect((await ask('DELETE', `/api/keys/${revoked.id}`, whole.key)).status).toBe(204);
    await ask('PATCH', `/api/users/${carl}`, whole.key, { is_active: false });
    const own = keyOf('talk and read');
    annSession = String((await post('/api/sessions', { user_id: 'me', title: 'Plum' }, own))['id']);
    const said = { role: 'user', content: 'Nobody else hears of plums.' };
    annTurn = String((await post(`/api/sessions/${annSession}/messages`, said, own))['turn_id']);
  });
  afterAll(() => whole.stop());

  it('is as each route declares it, for every credential', async () => {
    const faults: string[] = [];
    let cells = 0;
    for (const [name, { key, scopes }] of credentials) {
      for (const operation of operations) {
        const { method } = operation;
        const response = await ask(method, pathOf(operation), key, bodyOf(operation));
        const text = await response.text();
        const { status } = response;
        const got = status === 401 || status === 403 ? String(status) : 'in';
        const isForKeys = operation.isForKeys && name.startsWith('a token');
        const expected = isForKeys ? '403' : expectedOf(operation.scope, scopes);
        if (got !== expected)
          faults.push(`${operation.id} with ${name}: ${status}, not ${expected}`);
        if (status >= 500 && status !== 503) faults.push(`${operation.id} with ${name}: ${text}`);
        if (key !== undefined && text.includes(key)) faults.push(`${operation.id} tells the key`);
        if (operation.scope !== undefined && response.headers.get('cache-control') !== 'no-store')
          faults.push(`${operation.id} with ${name} may be kept by a cache`);
        cells++;
      }
    }
    expect(faults).toEqual([]);
    expect(cells).toBe(credentials.size * operations.length);
    expect(operations.filter(({ scope }) => scope === undefined).length).toBeLessThan(15);
  });

  it('is as each socket needs it, for every credential', async () => {
    const paths = socketPaths();
    expect(paths.sort()).toEqual(Object.keys(SOCKET_SCOPES).sort());
    const faults: string[] = [];
    for (const path of paths) {
      for (const [name, { key, scopes }] of credentials) {
        const query = key === undefined ? '' : `?api_key=${encodeURIComponent(key)}`;
        const client = new SocketTestClient(`${whole.url.replace('http', 'ws')}${path}${query}`);
        await client.opened();
        client.send('nothing that makes sense');
        const { data } = await client.event('error');
        const got = data['code'] === 'unauthorized' ? 'out' : 'in';
        const expected = expectedOf(SOCKET_SCOPES[path], scopes) === 'in' ? 'in' : 'out';
        if (got !== expected) faults.push(`${path} with ${name}: ${got}, not ${expected}`);
        if (got === 'out') expect(await client.closed()).toBe(1008);
        else client.socket.terminate();
      }
    }
    expect(faults).toEqual([]);
  });

  it('tells of a session to nobody but its owner and admins: by no route of it', async () => {
    const about = operations.filter(({ path }) => path.includes('/sessions/{'));
    expect(about.length).toBeGreaterThan(10);
    const bob = keyOf('bob');
    for (const operation of about) {
      const { method, example } = operation;
      const body = bodyOf(operation) === undefined ? undefined : example;
      const told = async (session: string) => {
        const invite = randomUUID();
        const path = operation.path
          .replace(/\/sessions\/\{\w+\}/u, `/sessions/${session}`)
          .replaceAll(/\{\w+\}/gu, invite);
        const response = await ask(method, path, bob, body);
        return { id: operation.id, status: response.status, text: await response.text() };
      };
      const [ofAnn, ofNobody] = [await told(annSession), await told(randomUUID())];
      expect(ofAnn).toEqual(ofNobody);
      expect(ofAnn.status).toBe(404);
    }
    const own = keyOf('talk and read');
    expect((await ask('GET', `/api/sessions/${annSession}/messages`, own)).status).toBe(200);
    expect((await ask('GET', `/api/sessions/${annSession}`, keyOf('admin'))).status).toBe(200);
  });

  it('takes the id of a turn of theirs as one that is nobody’s', async () => {
    const bob = keyOf('bob');
    const { id } = await post('/api/sessions', { user_id: 'me' }, bob);
    const said = { role: 'user', content: 'Nuts?' };
    const add = async (turn_id: string) => {
      const response = await ask('POST', `/api/sessions/${String(id)}/messages`, bob, {
        ...said,
        turn_id,
      });
      const body = (await response.json()) as Json;
      expect(String(body['turn_id'])).toMatch(/^[0-9a-f-]{14}8/u);
      const shown = Object.keys(body).map((name) => [name, typeof body[name]]);
      return { status: response.status, shown, turn: body['turn_id'] };
    };
    const [ofAnn, ofNobody] = [await add(annTurn), await add(randomUUID())];
    expect({ ...ofAnn, turn: 0 }).toEqual({ ...ofNobody, turn: 0 });
    expect(ofAnn.status).toBe(201);
    for (const named of [annTurn, String(ofAnn.turn)]) {
      expect(await add(named)).toMatchObject({ status: 200, turn: ofAnn.turn });
    }
    expect((await ask('DELETE', `/api/sessions/${String(id)}`, bob)).status).toBe(204);
  });

  it('tells of it in no list, search, sum or file', async () => {
    const rowsOf = async (path: string, name: string) => {
      const response = await ask('GET', path, name === 'server' ? whole.key : keyOf(name));
      expect({ path, status: response.status }).toEqual({ path, status: 200 });
      return (await response.json()) as Json[];
    };
    for (const path of [
      '/api/sessions',
      '/api/sessions?user_id=me',
      '/api/sessions?q=plums',
      '/api/sessions?q=plum',
      '/api/usage',
      '/api/usage?group=user',
    ]) {
      expect({ path, rows: await rowsOf(path, 'bob') }).toEqual({ path, rows: [] });
      const own = await rowsOf(path, 'talk and read');
      expect({ path, count: own.length }).toEqual({ path, count: 1 });
      expect(await rowsOf(path, 'server')).toHaveLength(1);
    }
    const turn = `/api/turns/${annTurn}`;
    expect((await ask('GET', turn, keyOf('bob'))).status).toBe(404);
    expect((await ask('GET', turn, keyOf('read'))).status).toBe(200);
    const asked = { user_id: 'me', format: 'markdown' };
    const made = await ask('POST', '/api/exports', keyOf('read'), asked);
    const file = `/api/exports/${String(((await made.json()) as Json)['id'])}`;
    for (const method of ['GET', 'DELETE']) {
      expect((await ask(method, file, keyOf('bob'))).status).toBe(404);
    }
    expect((await ask('DELETE', file, keyOf('read'))).status).toBe(204);
  });

  it('lets nobody else open it, nor tells them that it is there', async () => {
    const refusalOf = async (session_id: string) => {
      const client = await dial(keyOf('bob'));
      client.send({ event: 'start', data: { user_id: 'me', session_id } });
      const { data } = await client.event('error');
      client.socket.terminate();
      return { ...data, session_id: undefined };
    };
    const ofAnn = await refusalOf(annSession);
    expect(ofAnn).toEqual(await refusalOf(randomUUID()));
    expect(ofAnn).toMatchObject({ code: 'session_not_found' });
    const ann = await dial(keyOf('talk'));
    await ann.start({ user_id: 'me', session_id: annSession });
    await ann.event('agent_state');
    const listed = async (list: string, name: string) =>
      (await ask('GET', `/api/sessions/${list}`, keyOf(name))).json();
    expect(await listed('active', 'bob')).toEqual([]);
    expect(await listed('live', 'bob')).toEqual({ sessions: [], live: null, capacity: null });
    expect(await listed('active', 'read')).toMatchObject([{ id: annSession }]);
    expect(await listed('live', 'read')).toMatchObject({ sessions: [{ id: annSession }] });
    ann.socket.terminate();
  });

  it('lists the keys of one user, and sends away who is talking when theirs is revoked', async () => {
    const user = await makeUser('Dora');
    const { id, key } = await makeKey(user, 'phone', ['talk']);
    const dora = await dial(key);
    await dora.start({ user_id: 'me' });
    await makeKey(user, 'tablet', ['talk']);
    const first = await ask('GET', `/api/keys?limit=1&user_id=${user}`, whole.key);
    expect(await first.json()).toMatchObject([{ name: 'tablet', user_id: user }]);
    const next = /<(?<next>[^>]+)>/u.exec(first.headers.get('link') ?? '')?.groups?.['next'] ?? '';
    const second = await ask('GET', next, whole.key);
    expect([await second.json(), second.headers.get('link')]).toMatchObject([[{ id }], null]);
    expect((await ask('DELETE', `/api/keys/${id}`, whole.key)).status).toBe(204);
    expect(await dora.closed()).toBe(1008);
    expect(await dora.event('error')).toMatchObject({ data: { code: 'unauthorized' } });
    // Somebody whose sessions are there is switched off, not deleted.
    expect((await ask('DELETE', `/api/users/${user}`, whole.key)).status).toBe(409);
  });

  it('puts on record what admins change, and no secret', async () => {
    const admin = keyOf('admin');
    const made = await ask('POST', '/api/agents', admin, { name: 'Zoe', system_prompt: 'Hi.' });
    const { id } = (await made.json()) as { id: string };
    await ask('DELETE', `/api/agents/${id}`, admin);
    await ask('DELETE', `/api/agents/${id}`, admin);
    const found = await ask('GET', `/api/audit?target_id=${id}`, whole.key);
    const entries = (await found.json()) as Json[];
    expect(entries).toMatchObject([
      { action: 'deleteAgent', details: { status: 404 } },
      { action: 'deleteAgent', details: { status: 204 } },
      {
        action: 'createAgent',
        details: { status: 201 },
        target_type: 'Agents',
        actor: `key ${admin.slice(0, 10)}`,
        user_id: expect.any(String),
      },
    ]);
    const page = await ask('GET', '/api/audit?limit=2', whole.key);
    const link = /<(?<next>[^>]+)>; rel="next"/u.exec(page.headers.get('link') ?? '');
    expect(link?.groups?.['next']).toBeDefined();
    const all = await (await ask('GET', '/api/audit?limit=200', whole.key)).text();
    expect((await ask('GET', link?.groups?.['next'] ?? '', whole.key)).status).toBe(200);
    expect(all).toContain('createKey');
    const keys = await (await ask('GET', '/api/keys', whole.key)).text();
    for (const { key } of credentials.values()) {
      if (key !== undefined) expect(`${all} ${keys}`).not.toContain(key);
    }
  });
});
