import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

import {
  eventsClientEventSchema,
  eventsControlSchema,
  type LiveEvent,
  liveEventSchema,
  serverEventSchema,
  sessionStartedSchema,
  voiceClientEventSchema,
} from '@vox/protocol';

import { VoiceSocketClient } from '../../apps/console/src/voice-socket-client';
import type { ExchangeLine } from '../support/recorded-exchange';
import { recordingNamed, recordingPath } from '../support/recordings';
import { SocketTestClient, until } from '../support/socket-test-client';
import { silenceLogs } from './support/quiet-logger';
import { WholeApp } from './support/whole-app';

jest.setTimeout(60_000);
silenceLogs();

const ROOT = join(__dirname, '../..');
const EXAMPLES = join(ROOT, 'examples');
/** What the protocol page shows, recorded. */
const RECORDED = join(ROOT, 'libs/protocol/examples/turn-pcm.json');

/**
 * Where they are seen instead: what a busy machine has no time for, what takes a client that is too slow for a fast test, and
 * what changes nothing here that silence does not.
 */
const SEEN_ELSEWHERE: Readonly<Record<string, string>> = {
  partial_transcript: 'src/events/voice-events.spec.ts',
  events_dropped: 'src/events/event-follower.spec.ts',
  end_of_utterance: 'src/websocket/voice-socket.gateway.spec.ts',
};

type EventSchema = {
  readonly options: readonly { readonly shape: { readonly event: { readonly value: string } } }[];
};
/** The events of a schema that are in nothing that went over a socket here, nor in the test that stands for it. */
function unseen({ options }: EventSchema, names: Iterable<string | undefined>): string[] {
  const there = new Set(names);
  return options
    .map(({ shape }) => shape.event.value)
    .filter((name) => {
      const file = SEEN_ELSEWHERE[name];
      const elsewhere = file && readFileSync(join(ROOT, file), 'utf8');
      return !there.has(name) && elsewhere?.includes(`'${name}'`) !== true;
    });
}

describe('/ws/events of the whole application', () => {
  let whole: WholeApp;
  let watcher: SocketTestClient;
  let talked: string;
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
    talked = await run(process.execPath, 'talk.mjs', whole.url, speech);
    expect(talked).toMatch(/^final_transcript .*Thank you/mu);
    expect(talked.match(/^turn_complete .*"outcome":"completed"/gmu)).toHaveLength(2);
    expect(talked).toMatch(/"type":"session".*\n.*"content":"Hello! Who are you\?"/u);
    const curled = await run('sh', 'talk.sh', whole.url);
    expect(curled.match(/I am allergic to nuts/gu)).toHaveLength(3);
    const told = (name: string) =>
      seen().filter((one) => one.event === name && one.seq > seq).length;
    await until(() => told('agent_deleted') === 2);
    expect(told('turn_complete')).toBe(2);
  });

  it('tells of an answer that is cut off, of tries that failed, and of everything else that can happen', async () => {
    const client = await VoiceSocketClient.connect(socketUrl('/ws/voice'), { apiKey: whole.key });
    await client.start();
    const sent: string[] = [];
    const send = (message: Parameters<typeof client.send>[0]) => {
      sent.push(message.event);
      client.send(message);
    };
    send({ event: 'text_message', data: { text: 'Go on.' } });
    await client.waitFor('tts_start');
    send({ event: 'interrupt' });
    await client.waitFor('audio_clear');
    const cut = await watcher.event('user_interruption');
    expect(cut.data).toMatchObject({ user_id: 'anonymous' });
    whole.local.setFault('500');
    send({ event: 'text_message', data: { text: 'And now?' } });
    const retry = await watcher.event('llm_retry');
    expect(retry.data).toMatchObject({ provider: 'local', category: 'server', attempt: 1 });
    expect((await client.waitFor('error')).data).toMatchObject({ code: 'llm_unavailable' });
    const failure = await watcher.event('service_error');
    expect(failure.data).toMatchObject({ code: 'llm_unavailable' });
    send({ event: 'ping' });
    await client.waitFor('pong');
    await client.close();
    expect(
      unseen(
        liveEventSchema,
        seen().map(({ event }) => event),
      ),
    ).toEqual([]);
    const printed = talked.split('\n').map((line) => line.split(' ')[0]);
    const received = client.events.map(({ event }) => event);
    expect(unseen(serverEventSchema, [...printed, ...received])).toEqual([]);
    expect(printed).toContain(sessionStartedSchema.shape.event.value);
    const recorded = JSON.parse(readFileSync(RECORDED, 'utf8')) as ExchangeLine[];
    const example = recorded.flatMap(({ from, json }) => (from === 'client' && json?.event) || []);
    expect(unseen(voiceClientEventSchema, [...sent, ...example])).toEqual([]);
  });

  it('tells of its stream: what is missing, what it cannot use', async () => {
    const sent = [
      { event: 'subscribe', data: { after_seq: 1, epoch: 'of another run' } },
      { event: 'subscribe', data: { events: ['weather'] } },
      { event: 'ping' },
    ];
    for (const message of sent) watcher.send(message);
    for (const name of ['gap', 'error', 'pong']) {
      expect(eventsControlSchema.parse(await watcher.event(name)).event).toBe(name);
    }
    expect(
      unseen(
        eventsControlSchema,
        watcher.messages.map(({ event }) => event),
      ),
    ).toEqual([]);
    expect(
      unseen(
        eventsClientEventSchema,
        sent.map(({ event }) => event),
      ),
    ).toEqual([]);
  });
});
