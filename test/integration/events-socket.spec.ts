import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { type LiveEvent, liveEventSchema } from '@vox/protocol';

import { VoiceSocketClient } from '../../apps/console/src/voice-socket-client';
import { recordingNamed, recordingPath } from '../support/recordings';
import { SocketTestClient } from '../support/socket-test-client';
import { silenceLogs } from './support/quiet-logger';
import { WholeApp } from './support/whole-app';

jest.setTimeout(60_000);
silenceLogs();

const EXAMPLES = join(__dirname, '../../examples');

describe('/ws/events of the whole application', () => {
  let whole: WholeApp;
  let watcher: SocketTestClient;
  const socketUrl = (path: string) => `${whole.url.replace('http', 'ws')}${path}`;

  beforeAll(async () => {
    whole = await WholeApp.start();
    const headers = { 'x-api-key': whole.key };
    watcher = await new SocketTestClient(socketUrl('/ws/events'), { headers }).opened();
    watcher.send({ event: 'subscribe' });
    await watcher.event('subscribed');
  });
  afterAll(async () => {
    watcher.socket.terminate();
    await whole.stop();
  });

  const seen = (): LiveEvent[] =>
    watcher.messages
      .filter(({ seq }) => seq !== undefined)
      .map((one) => liveEventSchema.parse(one));
  const namesOf = (sessionId: string) =>
    seen().flatMap(({ event, data }) =>
      'session_id' in data && data.session_id === sessionId ? [event] : [],
    );

  it('tells of a conversation from its beginning to its end, and when its words are saved', async () => {
    whole.router.setFault('401');
    const client = await VoiceSocketClient.connect(socketUrl('/ws/voice'), { apiKey: whole.key });
    const { session_id: sessionId } = await client.start();
    client.send({ event: 'text_message', data: { text: 'Hello?' } });
    const of = (name: string) =>
      watcher.message(({ event, data }) => event === name && data['session_id'] === sessionId);
    const turn = await of('turn_complete');
    expect(turn.data).toMatchObject({ user_id: 'anonymous', user_text: 'Hello?' });
    const turn_id = turn.data['turn_id'];
    expect((await of('llm_fallback')).data).toMatchObject({
      from: 'openrouter',
      to: 'local',
      category: 'authentication',
      turn_id,
    });
    await watcher.message(
      ({ event, data }) => event === 'message_saved' && data['role'] !== 'user',
    );
    client.send({ event: 'stop' });
    await of('session_ended');
    const names = namesOf(sessionId);
    expect(names[0]).toBe('session_started');
    expect(names).toEqual(expect.arrayContaining(['ai_response_chunk', 'ai_response_complete']));
    expect(names.filter((name) => name === 'message_saved')).toHaveLength(2);
    expect(names.at(-1)).toBe('session_ended');
    const numbers = seen().map(({ seq }) => seq);
    expect(numbers).toEqual([...numbers].sort((one, other) => one - other));
  });

  it('tells of agents that are made, edited and deleted, without their secrets', async () => {
    const body = { name: 'Ada', system_prompt: 'Be brief.', n8n_auth: 'Bearer wholly-secret' };
    const made = (await (await whole.post('/api/agents', body)).json()) as { id: string };
    const created = await watcher.event('agent_created');
    expect(created.data).toMatchObject({ agent_id: made.id, agent: { name: 'Ada' } });
    await whole.ask(`/api/agents/${made.id}`, {
      method: 'PUT',
      body: JSON.stringify({ name: 'Eve' }),
    });
    expect((await watcher.event('agent_updated')).data).toMatchObject({ agent: { name: 'Eve' } });
    await whole.ask(`/api/agents/${made.id}`, { method: 'DELETE' });
    expect((await watcher.event('agent_deleted')).data).toEqual({ agent_id: made.id });
    expect(JSON.stringify(watcher.messages)).not.toContain('wholly-secret');
  });

  it('tells of servers of language models that are added, changed and taken away', async () => {
    const body = { name: 'Mine', kind: 'openai', api_key: 'wholly-secret' };
    const made = (await (await whole.post('/api/providers', body)).json()) as { id: string };
    const created = await watcher.event('llm_provider_created');
    expect(created.data).toMatchObject({ provider_id: made.id, provider: { name: 'Mine' } });
    const path = `/api/providers/${made.id}`;
    await whole.ask(path, { method: 'PUT', body: JSON.stringify({ name: 'Ours' }) });
    const updated = await watcher.event('llm_provider_updated');
    expect(updated.data).toMatchObject({ provider: { name: 'Ours' } });
    await whole.ask(path, { method: 'DELETE' });
    expect((await watcher.event('llm_provider_deleted')).data).toEqual({ provider_id: made.id });
    expect(JSON.stringify(watcher.messages)).not.toContain('wholly-secret');
  });

  it('shows nobody any more what was said in a session that was deleted', async () => {
    const { session_id } = (await watcher.event('turn_complete')).data;
    const { seq } = await watcher.event('session_started');
    await whole.ask(`/api/sessions/${String(session_id)}`, { method: 'DELETE' });
    const late = await new SocketTestClient(socketUrl('/ws/events'), {
      headers: { 'x-api-key': whole.key },
    }).opened();
    late.send({ event: 'subscribe', data: { after_seq: Number(seq) - 1 } });
    await late.event('agent_deleted');
    expect(JSON.stringify(late.messages)).not.toContain('Hello?');
    late.socket.terminate();
  });

  it('tells of what the examples do, which are written from the documents alone', async () => {
    const seq = Number(seen().at(-1)?.seq);
    const run = async (command: string, ...args: string[]) => {
      const env = { ...process.env, VOXBRIDGE_API_KEY: whole.key };
      const { stdout } = await promisify(execFile)(command, args, { cwd: EXAMPLES, env });
      return stdout;
    };
    const speech = recordingPath(recordingNamed('queue-thankyou.wav').file);
    const talked = await run(process.execPath, 'talk.mjs', whole.url, speech);
    expect(talked).toMatch(/^final_transcript .*Thank you/mu);
    expect(talked.match(/^turn_complete .*"outcome":"completed"/gmu)).toHaveLength(2);
    expect(talked).toMatch(/"type":"session".*\n.*"content":"Hello! Who are you\?"/u);
    const curled = await run('sh', 'talk.sh', whole.url);
    expect(curled.match(/I am allergic to nuts/gu)).toHaveLength(3);
    const events = seen().filter((one) => Number(one.seq) > seq);
    expect(events.filter(({ event }) => event === 'turn_complete')).toHaveLength(2);
    expect(events.filter(({ event }) => event === 'agent_deleted')).toHaveLength(2);
  });
});
