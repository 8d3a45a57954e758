import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { promisify } from 'node:util';

import {
  type EventsClientEvent,
  eventsControlSchema,
  type LiveEvent,
  liveEventSchema,
  type VoiceClientEvent,
} from '@vox/protocol';
import { DeepgramStandIn } from '@vox/stand-ins';

import { VoiceSocketClient } from '../../apps/console/src/voice-socket-client';
import { recordedPcm, recordingPath } from '../support/recordings';
import { EventStream } from '../../src/events/event-stream';
import { SocketTestClient, until } from '../support/socket-test-client';
import { beRecorded } from './support/be-recorded';
import { ExchangedMessages } from './support/protocol-page';
import { silenceLogs } from './support/quiet-logger';
import { reachLimit } from './support/reach-limit';
import { WholeApp } from './support/whole-app';
silenceLogs();

const EXAMPLES = join(__dirname, '../../examples');
const SPOKEN = 'queue-thankyou.wav';
/** Sections of docs/protocol.md. */
const SAID = '/ws/voice, Client to server';
const STARTED = '/ws/voice, Answer to `start`';
const TOLD = 'Server events, on both sockets';
const WATCHER_SAID = '/ws/events, Client to server, on this socket';
const ABOUT_THE_STREAM = '/ws/events, About the stream';
const HAPPENED = '/ws/events, What happened';

describe('/ws/events of the whole application', () => {
  let whole: WholeApp;
  let watcher: SocketTestClient;
  let recognizer: DeepgramStandIn;
  const exchanged = new ExchangedMessages();
  const socketUrl = (path: string) => `${whole.url.replace('http', 'ws')}${path}`;

  beforeAll(async () => {
    // It hears as fast as it is spoken to, however busy the machine is.
    recognizer = await DeepgramStandIn.start({ text: 'Thank you' });
    const hears = { STT_PROVIDER: 'deepgram', DEEPGRAM_URL: recognizer.url };
    whole = await WholeApp.start({ ...hears, RECORDING: 'allowed' });
    watcher = await watch();
  });
  afterAll(async () => {
    watcher.socket.terminate();
    await whole.stop();
    await recognizer.close();
  });

  const say = (client: SocketTestClient, message: EventsClientEvent | object) => {
    if ('event' in message) exchanged.note(WATCHER_SAID, String(message.event));
    client.send(message);
  };
  async function watch(data: object = {}): Promise<SocketTestClient> {
    const headers = { 'x-api-key': whole.key };
    const client = await new SocketTestClient(socketUrl('/ws/events'), { headers }).opened();
    say(client, { event: 'subscribe', data });
    await client.event('subscribed');
    return client;
  }
  /** Talks as the page says; what it says and hears is noted. */
  async function talker() {
    const client = await VoiceSocketClient.connect(socketUrl('/ws/voice'), { apiKey: whole.key });
    const { session_id: sessionId } = await client.start();
    exchanged.note(SAID, 'start');
    const send = (message: Exclude<VoiceClientEvent, { event: 'start' }>) => {
      exchanged.note(SAID, message.event);
      client.send(message);
    };
    return { client, sessionId, send };
  }
  async function leave(client: VoiceSocketClient): Promise<void> {
    for (const { event } of client.events) {
      exchanged.note(event === 'session_started' ? STARTED : TOLD, event);
    }
    await client.close();
  }

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
    const { sessionId, send } = await talker();
    send({ event: 'text_message', data: { text: 'Hello?' } });
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
    send({ event: 'stop' });
    await of('session_ended');
    const names = namesOf(sessionId);
    expect(names[0]).toBe('session_started');
    expect(names).toEqual(expect.arrayContaining(['ai_response_chunk', 'ai_response_complete']));
    expect(names.filter((name) => name === 'message_saved')).toHaveLength(2);
    expect(names.at(-1)).toBe('session_ended');
    const numbers = seen().map(({ seq }) => seq);
    expect(numbers).toEqual([...numbers].sort((one, other) => one - other));
  });

  const secret_headers = { Authorization: 'Bearer wholly-secret' };
  const ada = { name: 'Ada', system_prompt: 'Be brief.', n8n_auth: 'Bearer wholly-secret' };
  const ear = { name: 'Ear', kind: 'deepgram', base_url: 'ws://127.0.0.1:9' };
  const mouth = { name: 'Mouth', kind: 'openai', base_url: 'http://127.0.0.1:9' };
  const bell = { name: 'bell', description: 'Rings.', url: 'http://127.0.0.1:9', secret_headers };
  it.each([
    ['agent', '/api/agents', 'agent', ada],
    ['llm_provider', '/api/providers', 'provider', { ...mouth, api_key: 'wholly-secret' }],
    ['stt_provider', '/api/stt-providers', 'provider', { ...ear, api_key: 'wholly-secret' }],
    ['tts_provider', '/api/tts-providers', 'provider', { ...mouth, api_key: 'wholly-secret' }],
    ['tool', '/api/tools', 'tool', bell],
  ])('tells of each %s that is added, changed and taken away', async (kind, path, row, body) => {
    const made = (await (await whole.post(path, body)).json()) as { id: string };
    const id = { [`${row}_id`]: made.id };
    const created = await watcher.event(`${kind}_created`);
    expect(created.data).toMatchObject({ ...id, [row]: { id: made.id, name: body.name } });
    const change = { method: 'PUT', body: JSON.stringify({ name: 'changed' }) };
    await whole.ask(`${path}/${made.id}`, change);
    const updated = await watcher.event(`${kind}_updated`);
    expect(updated.data).toMatchObject({ ...id, [row]: { name: 'changed' } });
    await whole.ask(`${path}/${made.id}`, { method: 'DELETE' });
    expect((await watcher.event(`${kind}_deleted`)).data).toEqual(id);
    expect(JSON.stringify(watcher.messages)).not.toContain('wholly-secret');
  });

  it('shows nobody any more what was said in a session that was deleted', async () => {
    const { session_id } = (await watcher.event('turn_complete')).data;
    const { seq } = await watcher.event('session_started');
    await whole.ask(`/api/sessions/${String(session_id)}`, { method: 'DELETE' });
    const late = await watch({ after_seq: Number(seq) - 1 });
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
    const speech = recordingPath(SPOKEN);
    const talked = await run(process.execPath, 'talk.mjs', whole.url, speech);
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

  it('tells of words while they are spoken, and answers when it is told that they are over', async () => {
    const { client, sessionId, send } = await talker();
    client.sendAudio(new Uint8Array(recordedPcm(SPOKEN, 16_000).buffer));
    await client.waitFor('partial_transcript');
    send({ event: 'end_of_utterance' });
    const { data } = await client.waitFor('turn_complete');
    expect(data).toMatchObject({ outcome: 'completed' });
    const names = namesOf(sessionId);
    expect(names.indexOf('partial_transcript')).toBeGreaterThan(names.indexOf('speaker_started'));
    expect(names.indexOf('final_transcript')).toBeGreaterThan(names.indexOf('partial_transcript'));
    await leave(client);
  });

  it('tells of what an agent does while it talks, which is kept with the turn', async () => {
    const agents = (await (await whole.ask('/api/agents')).json()) as {
      id: string;
      is_default: boolean;
    }[];
    const path = `/api/agents/${agents.find((agent) => agent.is_default)?.id}`;
    const other = { name: 'Bookkeeping', system_prompt: 'x', records: true };
    const made = (await (await whole.post('/api/agents', other)).json()) as { id: string };
    const body = JSON.stringify({ tools: ['current_time', 'send_text'], transfer_to: [made.id] });
    expect((await whole.ask(path, { method: 'PUT', body })).status).toBe(200);
    const { client, sessionId, send } = await talker();
    send({ event: 'text_message', data: { text: 'Look at the clock.' } });
    const { data } = await client.waitFor('tool_finished');
    expect(data).toMatchObject({ tool: 'current_time', arguments: '{}', state: 'done' });
    await until(() => namesOf(sessionId).includes('tool_finished'));
    await client.waitFor('turn_complete');
    await until(() => namesOf(sessionId).includes('message_saved'));
    const kept = await whole.ask(`/api/sessions/${sessionId}/turns`);
    expect(await kept.json()).toMatchObject([
      { tool_calls: [{ name: 'current_time', state: 'done', result: expect.any(String) }] },
    ]);
    send({ event: 'text_message', data: { text: 'Please send me the link.' } });
    expect(JSON.stringify(await client.waitFor('agent_message'))).toContain('example.org/42');
    await until(() => namesOf(sessionId).includes('agent_message'));
    send({ event: 'text_message', data: { text: 'Put me through.' } });
    const changed = await client.waitFor('agent_changed');
    expect(changed.data).toMatchObject({ agent: { id: made.id, name: 'Bookkeeping' } });
    await until(() => namesOf(sessionId).includes('agent_changed'));
    await client.waitFor('consent_required');
    send({ event: 'consent', data: { kind: 'recording', given: true } });
    await client.waitFor('consent_changed');
    await beRecorded(client);
    await reachLimit(whole, sessionId);
    await client.waitFor('limit_reached');
    await until(() => namesOf(sessionId).includes('limit_reached'));
    expect((await whole.post(`/api/sessions/${sessionId}/mute`, {})).status).toBe(200);
    const told = [await watcher.event('agent_muted'), await client.waitFor('agent_muted')];
    expect(told).toMatchObject([{ data: { session_id: sessionId, muted: true } }, {}]);
    await leave(client);
  });

  it('tells of an answer that is cut off, and of tries that failed', async () => {
    const { client, send } = await talker();
    send({ event: 'text_message', data: { text: 'Go on.' } });
    await client.waitFor('tts_start');
    send({ event: 'interrupt' });
    await client.waitFor('audio_clear');
    expect((await watcher.event('user_interruption')).data).toMatchObject({ user_id: 'anonymous' });
    whole.local.setFault('500');
    send({ event: 'text_message', data: { text: 'And now?' } });
    const retry = await watcher.event('llm_retry');
    expect(retry.data).toMatchObject({ provider: 'local', category: 'server', attempt: 1 });
    expect((await client.waitFor('error')).data).toMatchObject({ code: 'llm_unavailable' });
    expect((await watcher.event('service_error')).data).toMatchObject({ code: 'llm_unavailable' });
    send({ event: 'ping' });
    await client.waitFor('pong');
    await leave(client);
  });

  it('tells of its stream: what is missing, what it cannot use', async () => {
    say(watcher, { event: 'subscribe', data: { after_seq: 1, epoch: 'of another run' } });
    say(watcher, { event: 'subscribe', data: { events: ['weather'] } });
    say(watcher, { event: 'ping' });
    for (const name of ['gap', 'error', 'pong']) {
      expect(eventsControlSchema.parse(await watcher.event(name)).event).toBe(name);
    }
  });

  it('tells who does not read how much was left out, and lets nobody else wait for it', async () => {
    const sessionId = randomUUID();
    const slow = await watch({ session_id: sessionId });
    slow.socket.pause();
    const stream = whole.app.get(EventStream, { strict: false });
    const publish = (text: string) => {
      const whose = { session_id: sessionId, user_id: 'ann', channel: 'websocket' as const };
      const data = () => ({ ...whose, turn_id: sessionId, text });
      stream.publish({ name: 'ai_response_chunk', sessionId, data });
    };
    const heard = ({ messages }: SocketTestClient) =>
      messages.filter(
        ({ event, data }) => event === 'ai_response_chunk' && data['session_id'] === sessionId,
      );
    let published = 0;
    const publishAll = async (texts: readonly string[]) => {
      texts.forEach(publish);
      published += texts.length;
      await until(() => heard(watcher).length === published);
    };
    // What the system keeps for a client that does not read, and then more than may wait here.
    for (let n = 0; n < 64; n++) await publishAll(['x'.repeat(256 * 1024)]);
    for (let n = 0; n < 15; n++) await publishAll(new Array<string>(100).fill('y'));
    slow.socket.resume();
    const notice = await slow.event('events_dropped');
    publish('z');
    await slow.message(({ data }) => data['text'] === 'z');
    const dropped = slow.messages.filter(({ event }) => event === 'events_dropped');
    expect(eventsControlSchema.parse(notice).event).toBe('events_dropped');
    const sum = dropped.reduce((total, { data }) => total + Number(data['dropped']), 0);
    expect(heard(slow).length + sum).toBe(published + 1);
    exchanged.note(ABOUT_THE_STREAM, 'events_dropped');
    slow.socket.terminate();
  });

  it('has exchanged, in all of these, every message that the page of the protocol has', () => {
    exchanged.note(HAPPENED, ...seen().map(({ event }) => event));
    const control = watcher.messages.filter(({ seq }) => seq === undefined);
    exchanged.note(ABOUT_THE_STREAM, ...control.map(({ event = '' }) => event));
    expect(exchanged.differences((section) => !section.startsWith('/ws/webrtc'))).toEqual([]);
  });
});
