import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { JobQueue } from '@vox/jobs';
import type { SessionInfo, TurnEnd } from '@vox/voice-core';
import { DataSource } from 'typeorm';

import { VoiceSocketClient } from '../../apps/console/src/voice-socket-client';
import { Memories } from '../../src/memory/memories';
import { TurnRecorder } from '../../src/persistence/turn-recorder';
import { eventually } from '../support/eventually';
import { placesOf } from './support/held-places';
import { WholeApp } from './support/whole-app';

const PLANTED = ['+49 171 2345678', '1712345678', 'plum.tree@example.org', '4111111111111111'];
const WORDS = `Call +49 171 2345678 or write to ${PLANTED[2]}, my card is 4111111111111111.`;

type Json = Record<string, unknown>;

describe('what is left out of what is stored', () => {
  let whole: WholeApp;
  let dataDir: string;
  const lines: string[] = [];

  beforeAll(async () => {
    dataDir = await mkdtemp(path.join(tmpdir(), 'vox-redaction-'));
    const note = (...line: unknown[]) => void lines.push(JSON.stringify(line));
    whole = await WholeApp.start(
      { DATA_DIR: dataDir, REDACT_STORED: 'email,phone,card,iban', OUTBOUND_ALLOW_PRIVATE: 'true' },
      { log: note, warn: note, error: note, debug: note },
    );
    const hook = { url: 'http://127.0.0.1:9/hook', events: ['turn.completed'] };
    await whole.post('/api/webhooks', hook);
  });
  afterAll(async () => {
    await whole.stop();
    await rm(dataDir, { recursive: true });
  });

  const places = () =>
    placesOf(PLANTED, {
      database: whole.app.get(DataSource),
      dataDir,
      queue: whole.app.get(JobQueue),
    });
  const messages = async (sessionId: string) =>
    (await (await whole.ask(`/api/sessions/${sessionId}/messages`)).json()) as Json[];

  it('is in no table, file, queue or line of the log, and the model has heard it', async () => {
    const url = `${whole.url.replace('http', 'ws')}/ws/voice`;
    const client = await VoiceSocketClient.connect(url, { apiKey: whole.key });
    const { session_id: sessionId } = await client.start({ user_id: 'ann' });
    client.send({ event: 'text_message', data: { text: WORDS } });
    const { data } = await client.waitFor('turn_complete');
    expect(data).toMatchObject({ user_text: WORDS });
    expect(whole.router.requests.some(({ body }) => body.includes('plum.tree'))).toBe(true);
    const stored = await eventually(
      () => messages(sessionId),
      ({ length }) => length === 2,
    );
    expect(stored[0]).toMatchObject({
      content: 'Call [PHONE_1] or write to [EMAIL_1], my card is [CARD_1].',
    });
    await whole.post(`/api/sessions/${sessionId}/messages`, { role: 'user', content: WORDS });
    const [{ id: userId } = { id: '' }] = await whole.app
      .get(DataSource)
      .query<{ id: string }[]>("insert into users (display_name) values ('Ann') returning id");
    const fact = { fact: WORDS, origin: 'agent', sessionId, turnId: crypto.randomUUID() } as const;
    await whole.app.get(Memories, { strict: false }).add({ userId, person: 'ann' }, fact);
    expect(await places()).toEqual([]);
    await client.close();
    expect(await places()).toEqual([]);
    expect(lines.filter((line) => PLANTED.some((planted) => line.includes(planted)))).toEqual([]);
  });

  it('is in no call of a tool, nor in what came of it', async () => {
    const made = await whole.post('/api/sessions', { user_id: 'ann' });
    const sessionId = String(((await made.json()) as Json)['id']);
    const agent = { id: crypto.randomUUID(), name: 'Vox', systemPrompt: '', llm: {}, tts: {} };
    const session: SessionInfo = {
      sessionId,
      userId: 'ann',
      channel: 'websocket',
      agent,
      agentOrigin: 'stand-in',
    };
    const nowMs = Date.now();
    const turn: TurnEnd = {
      type: 'turn-end',
      turnId: crypto.randomUUID(),
      outcome: 'completed',
      userText: 'my number is six five zero two five three zero zero zero zero',
      replyText: WORDS,
      spokenText: WORDS,
      startedAtMs: nowMs - 1000,
      endedAtMs: nowMs,
      latency: {},
      providers: {},
      toolCalls: [
        {
          id: 'call-1',
          name: 'look_up',
          arguments: JSON.stringify({ to: PLANTED[2], card: 4_111_111_111_111_111 }),
          state: 'done',
          result: WORDS,
          startedAtMs: nowMs - 900,
          durationMs: 5,
        },
      ],
    };
    expect(await whole.app.get(TurnRecorder, { strict: false }).keep(session, turn)).toBe(true);
    const stored = await eventually(
      () => messages(sessionId),
      ({ length }) => length === 2,
    );
    expect(stored[0]).toMatchObject({ content: 'my number is [PHONE_1]' });
    const turns = await whole.ask(`/api/sessions/${sessionId}/turns`);
    expect(await turns.json()).toMatchObject([
      { tool_calls: [{ arguments: '{"to":"[EMAIL_1]","card":"[CARD_1]"}' }] },
    ]);
    expect(await places()).toEqual([]);
  });
});
