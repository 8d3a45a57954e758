import { randomUUID } from 'node:crypto';
import { once } from 'node:events';

import { WebSocket } from 'ws';

import { WholeApp } from './support/whole-app';

const REQUESTS = 30;
const STARTS = 3;

describe('what one key may do, from wherever it comes', () => {
  let whole: WholeApp;
  let addresses = 0;

  beforeAll(async () => {
    whole = await WholeApp.start({
      REQUESTS_PER_MINUTE: String(REQUESTS),
      SESSION_STARTS_PER_MINUTE: String(STARTS),
    });
  });
  afterAll(() => whole.stop());

  /** Each request from an address of its own. */
  const headersOf = (key: string) => ({
    'x-api-key': key,
    'content-type': 'application/json',
    'x-forwarded-for': `192.0.2.${++addresses}`,
  });

  async function send<T>(path: string, key: string, body: object): Promise<T> {
    const init = { method: 'POST', headers: headersOf(key), body: JSON.stringify(body) };
    return (await (await fetch(`${whole.url}${path}`, init)).json()) as T;
  }

  async function keyOf(scopes: readonly string[]): Promise<string> {
    const name = randomUUID();
    const { id } = await send<{ id: string }>('/api/users', whole.key, { display_name: name });
    const asked = { user_id: id, name, scopes };
    return (await send<{ key: string }>('/api/keys', whole.key, asked)).key;
  }

  it('is REQUESTS_PER_MINUTE, with its tokens together, and nobody else is kept waiting', async () => {
    const [key, other] = [await keyOf(['talk', 'read']), await keyOf(['read'])];
    const startedAtMs = performance.now();
    const { token } = await send<{ token: string }>('/api/tokens', key, {
      user_id: 'ann',
      scopes: ['talk', 'read'],
    });
    const list = async (secret: string) =>
      fetch(`${whole.url}/api/sessions`, { headers: headersOf(secret) });
    const seen: number[] = [];
    for (let count = 1; count < REQUESTS; count++) {
      seen.push((await list(count % 2 === 0 ? key : token)).status);
    }
    expect(new Set(seen)).toEqual(new Set([200]));
    let givenBack = 0;
    const untilRefused = async (secret: string): Promise<Response> => {
      for (;;) {
        const answer = await list(secret);
        if (answer.status !== 200) return answer;
        givenBack += 1;
      }
    };
    for (const secret of [key, token]) {
      const refused = await untilRefused(secret);
      expect(refused.status).toBe(429);
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    }
    // What a slow machine waits for is given back meanwhile, and no more.
    const passedMinutes = (performance.now() - startedAtMs) / 60_000;
    expect(givenBack).toBeLessThanOrEqual(Math.floor(passedMinutes * REQUESTS));
    const asked = { jsonrpc: '2.0', id: 1, method: 'tools/list' };
    const byMcp = await fetch(`${whole.url}/mcp`, {
      method: 'POST',
      headers: headersOf(key),
      body: JSON.stringify(asked),
    });
    expect(byMcp.status).toBe(429);
    expect(Number(byMcp.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await list(other)).status).toBe(200);
    expect((await list(whole.key)).status).toBe(200);
  });

  it('is SESSION_STARTS_PER_MINUTE', async () => {
    const [key, other] = [await keyOf(['talk']), await keyOf(['talk'])];
    const start = async (secret: string) => {
      const url = `${whole.url.replace('http', 'ws')}/ws/voice`;
      const socket = new WebSocket(url, { headers: headersOf(secret) });
      await once(socket, 'open');
      socket.send(JSON.stringify({ event: 'start', data: {} }));
      const [answer] = (await once(socket, 'message')) as [Buffer];
      socket.terminate();
      return (JSON.parse(answer.toString()) as { event: string }).event;
    };
    const got: string[] = [];
    for (let count = 0; count <= STARTS; count++) got.push(await start(key));
    expect(got).toEqual([...Array<string>(STARTS).fill('session_started'), 'error']);
    expect(await start(other)).toBe('session_started');
  });
});
