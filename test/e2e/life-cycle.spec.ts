import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { answerOf } from '@vox/api-client';
import { OpenAiChatStandIn } from '@vox/stand-ins';

import { VoiceSocketClient } from '../../apps/console/src/voice-socket-client';
import { eventually } from '../support/eventually';
import { freePort } from '../support/free-port';
import { isAlive } from '../support/is-alive';
import { ServerProcess } from './support/server-process';

const SHORT_WORDS = 'Hello.';
/** Its echo takes half a minute to say. */
const LONG_WORDS = Array.from({ length: 80 }, (_, index) => `word ${index},`).join(' ');

/** A client whose words, if it has any, are being answered. */
async function answeredFor(server: ServerProcess, words?: string): Promise<VoiceSocketClient> {
  const client = await VoiceSocketClient.connect(server.socketUrl);
  await client.start({});
  if (words === undefined) return client;
  client.send({ event: 'text_message', data: { text: words } });
  await client.waitFor('tts_start');
  return client;
}

const outcomes = ({ events }: VoiceSocketClient) =>
  events.flatMap((event) => (event.event === 'turn_complete' ? [event.data.outcome] : []));

const isError = ({ event }: { event: string }) => event === 'error';

describe('The server as a process', () => {
  it('ends on SIGTERM with everything that it started, after the answers that end within the grace', async () => {
    const server = await ServerProcess.start({ env: { SHUTDOWN_GRACE_MS: '6000' } });
    const [worker] = await server.childPids('mediasoup');
    const postgres = await server.postgresPid();
    const clients = await Promise.all(
      [SHORT_WORDS, LONG_WORDS, undefined].map((words) => answeredFor(server, words)),
    );
    const closed = Promise.all(clients.map((client) => client.waitForClose()));

    expect(await server.end('SIGTERM')).toBe(0);

    expect((await closed).map(({ code }) => code)).toEqual([1001, 1001, 1001]);
    expect(clients.map(outcomes)).toEqual([['completed'], [], []]);
    // Who is cut off is not told of a failure: the server went as it should.
    expect(clients.flatMap(({ events }) => events.filter(isError))).toEqual([]);
    expect([worker, postgres].map((pid) => isAlive(pid as number))).toEqual([false, false]);
    await server.dispose();
  });

  it('starts again after kill -9 with what was stored, and what it told complete while the database was frozen', async () => {
    const killed = await ServerProcess.start();
    const client = await VoiceSocketClient.connect(killed.socketUrl);
    const { session_id } = await client.start({});
    const saysAndIsAnswered = async (text: string) => {
      const from = client.events.length;
      client.send({ event: 'text_message', data: { text } });
      expect((await client.waitFor('turn_complete', { from })).data.outcome).toBe('completed');
    };
    const stored = (server: ServerProcess, count: number) =>
      eventually(
        () => server.messages(session_id),
        (messages) => messages.length === count,
      );
    await saysAndIsAnswered('Hello.');
    await stored(killed, 2);
    const database = await killed.postgresPids();
    for (const pid of database) process.kill(pid, 'SIGSTOP');
    await saysAndIsAnswered('Are you there?');
    await killed.end('SIGKILL');
    for (const pid of database) process.kill(pid, 'SIGCONT');

    const revived = await ServerProcess.start({ dataDir: killed.dataDir });
    const messages = await stored(revived, 4);
    expect(messages[0]?.content).toBe('Hello.');
    expect(messages[2]?.content).toBe('Are you there?');
    // Nobody talks in it any more, and the server that would have said so is dead.
    expect(await revived.session(session_id)).toMatchObject({
      active: false,
      ended_at: expect.any(String),
    });
    await revived.dispose();
  }, 180_000);

  it('knows after kill -9 that a call which ran then has ended, and that nobody knows how', async () => {
    const asked = Promise.withResolvers<void>();
    // It never answers: whoever asks it dies first.
    const shop = createServer(() => asked.resolve()).listen(0, '127.0.0.1');
    await once(shop, 'listening');
    const { port } = shop.address() as AddressInfo;
    const model = await OpenAiChatStandIn.start({
      reply: () => 'It is under way.',
      calls: () => [{ name: 'order', arguments: {} }],
    });
    const env = {
      LOCAL_LLM_BASE_URL: model.url,
      LOCAL_LLM_MODEL: 'tiny',
      OUTBOUND_ALLOWED_HOSTS: `127.0.0.1:${port}`,
    };
    const killed = await ServerProcess.start({ env });
    const tool = {
      name: 'order',
      description: 'Orders it.',
      url: `http://127.0.0.1:${port}/`,
      method: 'POST',
      kind: 'background',
      confirm: 'never',
    } as const;
    answerOf(await killed.api.POST('/api/tools', { body: tool }));
    const [agent] = answerOf(await killed.api.GET('/api/agents'));
    const params = { path: { id: agent?.id ?? '' } };
    answerOf(await killed.api.PUT('/api/agents/{id}', { params, body: { tools: ['order'] } }));
    const client = await VoiceSocketClient.connect(killed.socketUrl);
    const { session_id: id } = await client.start({});
    client.send({ event: 'text_message', data: { text: 'Order it.' } });
    await client.waitFor('turn_complete');
    await asked.promise;
    await killed.end('SIGKILL');

    const revived = await ServerProcess.start({ dataDir: killed.dataDir, env });
    const [call] = await eventually(
      async () => {
        const turns = await revived.api.GET('/api/sessions/{id}/turns', {
          params: { path: { id } },
        });
        return turns.data?.at(-1)?.tool_calls ?? [];
      },
      ([one]) => one !== undefined && one.state !== 'running',
    );
    expect(call).toMatchObject({
      state: 'failed',
      result: expect.stringContaining('not known') as string,
      duration_ms: null,
    });
    await revived.dispose();
    await model.close();
    shop.closeAllConnections();
    shop.close();
  }, 180_000);

  it('says everything that is wrong with its configuration, and ends', async () => {
    const starting = ServerProcess.start({ env: { PORT: 'many', SILENCE_THRESHOLD_MS: '-1' } });
    await expect(starting).rejects.toThrow(/PORT: [\s\S]*SILENCE_THRESHOLD_MS: /u);
  });

  it('asks for the key once one is set, and leaves the text where there is no voice', async () => {
    const key = 'a key of sixteen or more';
    const nobody = `http://127.0.0.1:${await freePort()}`;
    const server = await ServerProcess.start({
      env: { VOXBRIDGE_API_KEY: key, CHATTERBOX_URL: nobody, TTS_FALLBACKS: 'none' },
    });
    const status = async (path: string, headers = {}) =>
      (await fetch(`${server.url}${path}`, { headers })).status;
    expect(await status('/health/live')).toBe(200);
    expect(await status('/api/info')).toBe(200);
    expect(await status('/api/agents')).toBe(401);
    expect(await status('/api/agents', { authorization: `Bearer ${key}` })).toBe(200);
    const refused = await VoiceSocketClient.connect(server.socketUrl);
    expect((await refused.waitForClose()).code).toBe(1008);
    const admitted = await VoiceSocketClient.connect(server.socketUrl, { apiKey: key });
    await admitted.start({});
    admitted.send({ event: 'text_message', data: { text: 'Hello.' } });
    const written = await admitted.waitFor('ai_response_complete');
    expect(written.data.text).not.toBe('');
    expect((await admitted.waitFor('error')).data.code).toBe('tts_unavailable');
    expect((await admitted.waitFor('turn_complete')).data.outcome).toBe('failed');
    expect(admitted.audio).toEqual([]);
    await admitted.close();
    await server.dispose();
  });
});
