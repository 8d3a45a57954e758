import { setImmediate } from 'node:timers/promises';

import { LateLoop } from '../../src/voice';
import { eventually } from '../support/eventually';
import { SocketTestClient } from '../support/socket-test-client';
import { silenceLogs } from './support/quiet-logger';
import { WholeApp } from './support/whole-app';
silenceLogs();

/** Far from what a busy machine does to a server that has nothing to do. */
const BOUND_MS = 1000;
const ABOVE_MS = 1200;
/** Too late to be in time again. */
const BETWEEN_MS = 600;

/** Until five seconds have said so. */
const NOTICED_MS = 60_000;

describe('an event loop that runs late', () => {
  let server: WholeApp;
  const clients: SocketTestClient[] = [];
  let stallMs = 0;
  let isOver = false;
  let stalling: Promise<void> = Promise.resolve();

  beforeAll(async () => {
    server = await WholeApp.start({ MAX_LOOP_DELAY_MS: String(BOUND_MS) });
  });
  afterAll(async () => {
    isOver = true;
    await stalling;
    for (const { socket } of clients) socket.terminate();
    await server.stop();
  });

  /** Has the loop do one thing alone, again and again. */
  async function stall(): Promise<void> {
    while (!isOver) {
      for (const untilMs = performance.now() + stallMs; performance.now() < untilMs;) continue;
      await setImmediate();
    }
  }
  async function connect(): Promise<SocketTestClient> {
    const url = `${server.url.replace('http', 'ws')}/ws/voice`;
    const client = new SocketTestClient(url, { headers: { 'x-api-key': server.key } });
    clients.push(client);
    return client.opened();
  }
  const isLate = () => server.app.get(LateLoop).isLate;
  const partOf = async () => {
    const { details } = (await (await server.ask('/health/ready')).json()) as {
      details: Record<string, unknown>;
    };
    return details['admission'];
  };
  const metric = async () =>
    /^voxbridge_loop_late .$/mu.exec(await (await server.ask('/metrics')).text())?.[0];

  it('takes no new session while the loop runs late, and goes on with those that are there', async () => {
    const talking = await (await connect()).start();
    expect([await partOf(), await metric()]).toEqual([
      expect.objectContaining({ status: 'up' }),
      'voxbridge_loop_late 0',
    ]);
    stallMs = ABOVE_MS;
    stalling = stall();
    await eventually(isLate, (late) => late, NOTICED_MS);
    stallMs = BETWEEN_MS;
    const refused = await connect();
    await expect(refused.start()).rejects.toThrow(/full/u);
    expect(await refused.closed()).toBe(1013);
    expect([await partOf(), await metric()]).toEqual([
      expect.objectContaining({
        status: 'degraded',
        detail: expect.stringMatching(/late/u) as string,
      }),
      'voxbridge_loop_late 1',
    ]);
    talking.send({ event: 'ping' });
    await talking.event('pong');

    isOver = true;
    await stalling;
    await eventually(isLate, (late) => !late, NOTICED_MS);
    await (await connect()).start();
  });
});
