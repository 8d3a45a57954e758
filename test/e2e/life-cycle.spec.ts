import { VoiceSocketClient } from '../../apps/console/src/voice-socket-client';
import { eventually } from '../support/eventually';
import { ServerProcess } from './support/server-process';

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

describe('The server as a process', () => {
  it('ends on SIGTERM with everything that it started, and tells its clients', async () => {
    const server = await ServerProcess.start();
    const [worker] = await server.childPids('mediasoup');
    const postgres = await server.postgresPid();
    const client = await VoiceSocketClient.connect(server.socketUrl);
    await client.start({});
    const closed = client.waitForClose();
    expect(await server.end('SIGTERM')).toBe(0);
    expect((await closed).code).toBe(1001);
    expect([worker, postgres].map((pid) => isAlive(pid as number))).toEqual([false, false]);
    await server.dispose();
  }, 60_000);

  it('starts again after kill -9 with the data it had', async () => {
    const killed = await ServerProcess.start();
    const client = await VoiceSocketClient.connect(killed.socketUrl);
    const { session_id } = await client.start({});
    client.send({ event: 'text_message', data: { text: 'Hello.' } });
    await client.waitFor('turn_complete');
    await eventually(
      () => killed.getJson<unknown[]>(`/api/sessions/${session_id}/messages`),
      (messages) => messages.length === 2,
    );
    await killed.end('SIGKILL');

    const revived = await ServerProcess.start({ dataDir: killed.dataDir });
    const messages = await revived.getJson<unknown[]>(`/api/sessions/${session_id}/messages`);
    expect(messages).toHaveLength(2);
    await revived.dispose();
  }, 90_000);

  it('says everything that is wrong with its configuration, and ends', async () => {
    const starting = ServerProcess.start({ env: { PORT: 'many', SILENCE_THRESHOLD_MS: '-1' } });
    await expect(starting).rejects.toThrow(/PORT: [\s\S]*SILENCE_THRESHOLD_MS: /u);
  }, 30_000);

  it('asks for the key on every socket and endpoint but health, once one is set', async () => {
    const key = 'a key of sixteen or more';
    const server = await ServerProcess.start({ env: { VOXBRIDGE_API_KEY: key } });
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
    await admitted.close();
    await server.dispose();
  }, 60_000);
});
