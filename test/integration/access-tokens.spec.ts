import { randomUUID } from 'node:crypto';

import { VOICE_SOCKET_PATH, WEBRTC_SOCKET_PATH } from '@vox/protocol';

import { SocketTestClient } from '../support/socket-test-client';
import { silenceLogs } from './support/quiet-logger';
import { WholeApp } from './support/whole-app';
silenceLogs();

type Json = Record<string, unknown>;

describe('session tokens at sockets', () => {
  let whole: WholeApp;
  let key: string;
  let keyId: string;

  const ask = async (method: string, path: string, credential: string, body?: unknown) => {
    const response = await fetch(`${whole.url}${path}`, {
      method,
      headers: { 'content-type': 'application/json', authorization: `Bearer ${credential}` },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, body: (text === '' ? {} : JSON.parse(text)) as Json };
  };
  const makeToken = async (limits: Json) =>
    String((await ask('POST', '/api/tokens', key, { user_id: 'eve', ...limits })).body['token']);
  const dial = (token: string, path: string = VOICE_SOCKET_PATH) =>
    new SocketTestClient(`${whole.url.replace('http', 'ws')}${path}?api_key=${token}`).opened();
  const idIn = async (client: SocketTestClient) =>
    String((await client.event('session_started')).data['session_id']);

  beforeAll(async () => {
    whole = await WholeApp.start();
    const { body: user } = await ask('POST', '/api/users', whole.key, { display_name: 'Ann' });
    const wanted = { user_id: user['id'], name: 'all', scopes: ['talk', 'read'] };
    const { body: made } = await ask('POST', '/api/keys', whole.key, wanted);
    [key, keyId] = [String(made['key']), String(made['id'])];
  });
  afterAll(() => whole.stop());

  it('begin as many sessions as they may, on whichever socket, and go on with those', async () => {
    const once = await makeToken({ max_sessions: 1, scopes: ['talk', 'read'] });
    const first = await (await dial(once)).start({ user_id: 'somebody-else' });
    const id = await idIn(first);
    const second = await dial(once);
    const refusal = { code: 'unauthorized', field: 'token' };
    await expect(second.start({ user_id: 'eve' })).rejects.toThrow('refused');
    expect(await second.event('error')).toMatchObject({ data: refusal });
    const browser = await dial(once, WEBRTC_SOCKET_PATH);
    browser.send({ id: 1, method: 'join', data: { user_id: 'eve' } });
    expect(await browser.message((told) => told.id === 1)).toMatchObject({ error: refusal });
    const byRest = await ask('POST', '/api/sessions', once, { user_id: 'eve' });
    expect(byRest).toMatchObject({ status: 400, body: { field: 'token' } });
    // Coming back to what it has begun is not beginning.
    await second.start({ session_id: id });
    expect(await idIn(second)).toBe(id);
    for (const client of [first, second, browser]) client.socket.terminate();
    expect((await ask('GET', '/api/sessions', once)).body).toMatchObject([{ id, user_id: 'eve' }]);
  });

  it('begin as many as before when one came to nothing', async () => {
    for (const max_sessions of [1, 2]) {
      const token = await makeToken({ max_sessions });
      const [client, other] = [await dial(token), await dial(token)];
      if (max_sessions === 2) await other.start();
      const agent_id = randomUUID();
      await expect(client.start({ agent_id })).rejects.toThrow('refused');
      expect(await ask('POST', '/api/sessions', token, { user_id: 'eve', agent_id })).toMatchObject(
        {
          status: 400,
        },
      );
      await client.start();
      for (const one of [client, other]) one.socket.terminate();
    }
  });

  it('let in one of two who begin the last session at once', async () => {
    const once = await makeToken({ max_sessions: 1 });
    const clients = [await dial(once), await dial(once), await dial(once)];
    const starts = await Promise.allSettled(clients.map((client) => client.start()));
    expect(starts.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const client of clients) client.socket.terminate();
  });

  it('show and open nothing of another user of the same owner', async () => {
    const { body: session } = await ask('POST', '/api/sessions', key, { user_id: 'ann' });
    const other = await makeToken({ scopes: ['talk', 'read'], user_id: 'someone' });
    expect((await ask('GET', '/api/sessions', other)).body).toEqual([]);
    const client = await dial(other);
    const wanted = { user_id: 'ann', session_id: session['id'] };
    await expect(client.start(wanted)).rejects.toThrow('session_not_found');
    client.socket.terminate();
  });

  it('and keys are known to /api/info, which answers whoever asks', async () => {
    const known = async (given: string) => (await ask('GET', '/api/info', given)).body['is_known'];
    expect(await known(await makeToken({}))).toBe(true);
    expect(await known(key)).toBe(true);
    expect(await known('no key at all')).toBe(false);
    const nobody = await fetch(`${whole.url}/api/info`);
    expect(nobody.headers.get('cache-control')).toBe('no-store');
    expect(await nobody.json()).toMatchObject({ auth_required: true, is_known: false });
  });

  it('end with the key that they were asked for with', async () => {
    const token = await makeToken({ scopes: ['talk', 'read'] });
    const client = await (await dial(token)).start();
    const id = await idIn(client);
    expect((await ask('DELETE', `/api/keys/${keyId}`, whole.key)).status).toBe(204);
    expect(await client.closed()).toBe(1008);
    expect((await ask('GET', `/api/sessions/${id}`, token)).status).toBe(401);
    const back = await dial(token);
    expect(await back.event('error')).toMatchObject({ data: { code: 'unauthorized' } });
    expect(await back.closed()).toBe(1008);
  });
});
