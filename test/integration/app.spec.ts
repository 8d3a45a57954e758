import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { INestApplication } from '@nestjs/common';
import { DEFAULT_AGENT } from '@vox/database';

import { VoiceSocketClient } from '../../apps/console/src/voice-socket-client';
import { ConversationService } from '../../src/conversation';
import { LlmService } from '../../src/llm/llm.service';
import { SttService } from '../../src/stt';
import { TtsService } from '../../src/tts';
import { VoiceService } from '../../src/voice';
import { eventually } from '../support/eventually';
import { silenceLogs } from './support/quiet-logger';
import { EARS } from './support/ears';
import { WholeApp } from './support/whole-app';
silenceLogs();

type Health = {
  status: string;
  details: Record<
    string,
    { status: string; provider?: string; providers?: { name: string; circuit: string }[] }
  >;
};

describe('the whole application', () => {
  let whole: WholeApp;
  let app: INestApplication;

  beforeAll(async () => {
    whole = await WholeApp.start(EARS);
    app = whole.app;
  });
  afterAll(() => whole.stop());

  const ask = (path: string) => whole.ask(path);
  const post = (path: string, body: unknown) => whole.post(path, body);
  const ready = async () => {
    const response = await ask('/health/ready');
    return { code: response.status, ...((await response.json()) as Health) };
  };

  it('gives the language model the context of the session, prompt first', async () => {
    const conversations = app.get(ConversationService, { strict: false });
    const { sessionId } = await conversations.getOrCreateSession({
      userId: 'ann',
      channel: 'websocket',
    });
    const words = [
      { turnId: 't1', role: 'user', content: 'My name is Ann.' },
      { turnId: 't1', role: 'assistant', content: 'Hello, Ann.' },
    ] as const;
    for (const message of words) await conversations.addMessage(sessionId, message);
    const llm = app.get(LlmService, { strict: false });
    expect(await llm.generateResponseComplete(sessionId, 'Who am I?')).toBe('The router answers.');
    const { messages } = JSON.parse(whole.router.requests.at(-1)?.body ?? '') as {
      messages: unknown;
    };
    expect(messages).toEqual([
      { role: 'system', content: DEFAULT_AGENT.systemPrompt },
      { role: 'user', content: 'My name is Ann.' },
      { role: 'assistant', content: 'Hello, Ann.' },
      { role: 'user', content: 'Who am I?' },
    ]);
  });

  describe('a workflow that answers later', () => {
    const begin = () => {
      const sessionId = randomUUID();
      const llm = app.get(LlmService, { strict: false });
      const reply = llm.generateResponseComplete(sessionId, 'Well?', {
        steps: [{ provider: 'n8n' }],
      });
      return { sessionId, reply };
    };

    it('answers through the session, once', async () => {
      const { sessionId, reply } = begin();
      const path = `/api/sessions/${sessionId}/reply`;
      const taken = await eventually(
        () => post(path, { text: 'At last.' }),
        ({ status }) => status !== 404,
      );
      expect(taken.status).toBe(202);
      expect(await reply).toBe('At last.');
      expect((await post(path, { text: 'Again.' })).status).toBe(404);
    });

    it("answers in the predecessor's words, naming the session", async () => {
      const { sessionId, reply } = begin();
      const body = { output: { content: 'As ever.' }, options: { speedFactor: 1.2 } };
      const refused = await post('/voice/speak', body);
      expect(await refused.json()).toMatchObject({ status: 400, field: 'session_id' });
      const taken = await eventually(
        () => post('/voice/speak', { ...body, session_id: sessionId }),
        ({ status }) => status !== 404,
      );
      expect([taken.status, await taken.json()]).toEqual([202, { success: true }]);
      expect(await reply).toBe('As ever.');
    });

    it('never answers the next question', async () => {
      const sessionId = randomUUID();
      const llm = app.get(LlmService, { strict: false });
      const steps = [{ provider: 'n8n' }];
      const interrupted = new AbortController();
      const first = whole.n8n.requests.length;
      const turnOf = (index: number) =>
        (JSON.parse(whole.n8n.requests[first + index]?.body ?? '{}') as { turnId?: string }).turnId;
      const early = llm.generateResponseComplete(sessionId, 'A?', {
        steps,
        signal: interrupted.signal,
      });
      const a = await eventually(
        () => turnOf(0),
        (id) => id !== undefined,
      );
      interrupted.abort('barge-in');
      await early;
      const reply = llm.generateResponseComplete(sessionId, 'B?', { steps });
      const b = await eventually(
        () => turnOf(1),
        (id) => id !== undefined,
      );
      const path = `/api/sessions/${sessionId}/reply`;
      const speak = (turn: object) =>
        post('/voice/speak', { output: { content: 'A.' }, session_id: sessionId, ...turn });
      for (const late of [
        post(path, { text: 'A.' }),
        post(path, { text: 'A.', turnId: a }),
        post(`${path}?turnId=${a}`, { text: 'A.' }),
        speak({}),
        speak({ turnId: a }),
      ]) {
        const refused = await late;
        expect(await refused.json()).toMatchObject({ status: 409, field: 'turnId' });
      }
      expect((await speak({ turn_id: b })).status).toBe(202);
      expect(await reply).toBe('A.');
      const over = await post(path, { text: 'B.', turnId: b });
      expect(await over.json()).toMatchObject({ status: 404, field: 'turnId' });
    });

    it('is told what is wrong with its reply', async () => {
      const path = `/api/sessions/${randomUUID()}/reply`;
      expect(await (await post(path, { text: ' ' })).json()).toMatchObject({ field: 'text' });
      const noId = await post('/api/sessions/42/reply', { text: 'x' });
      expect(await noId.json()).toMatchObject({ status: 400, field: 'id' });
      const noTurn = await post(path, { text: 'x', turnId: '' });
      expect(await noTurn.json()).toMatchObject({ status: 400, field: 'turnId' });
      const twoTurns = await post(`${path}?turnId=a`, { text: 'x', turn_id: 'b' });
      expect(await twoTurns.json()).toMatchObject({ status: 400, field: 'turn_id' });
    });
  });

  describe('/metrics', () => {
    it('asks for the key', async () => {
      expect((await fetch(`${whole.url}/metrics`)).status).toBe(401);
    });

    it('has sessions, turns, circuits, cache, queue and the process', async () => {
      const response = await ask('/metrics');
      expect(response.headers.get('content-type')).toMatch(/^text\/plain.*version=0\.0\.4/u);
      const page = await response.text();
      for (const line of [
        'voxbridge_sessions_live 0',
        'voxbridge_loop_late 0',
        '# TYPE voxbridge_turns_total counter',
        '# TYPE voxbridge_voice_to_voice_seconds histogram',
        'voxbridge_provider_circuit{room="llm",provider="openrouter",state="closed"} 1',
        'voxbridge_provider_circuit{room="stt",provider="moonshine",state="open"} 0',
        'voxbridge_provider_circuit{room="tts",provider="flite",state="half-open"} 0',
        'voxbridge_conversation_cache_size 1',
        'voxbridge_queue_jobs{state="failed"} 0',
        'process_resident_memory_bytes',
      ]) {
        expect(page).toContain(line);
      }
      expect(page).toMatch(/^voxbridge_conversation_cache_misses_total [1-9]/mu);
    });
  });

  it('is ready with each provider by name, degraded without the first, not ready without any', async () => {
    expect(await ready()).toMatchObject({
      code: 200,
      status: 'ok',
      details: {
        stt: { status: 'up', providers: [{ name: 'moonshine', circuit: 'closed' }] },
        llm: { status: 'up', providers: [{ name: 'openrouter' }, { name: 'local' }] },
        tts: { status: 'up', providers: [{ name: 'flite', circuit: 'closed' }] },
      },
    });
    const llm = app.get(LlmService, { strict: false });
    whole.router.setFault('401');
    expect(await llm.generateResponseComplete(randomUUID(), 'Hi.')).toBe('The local one answers.');
    const degraded = await ready();
    expect(degraded).toMatchObject({ code: 200, status: 'degraded' });
    expect(degraded.details['llm']).toMatchObject({
      status: 'degraded',
      providers: [
        { name: 'openrouter', circuit: 'open', last_error: 'authentication' },
        { name: 'local', circuit: 'closed' },
      ],
    });
    whole.local.setFault('401');
    await expect(llm.generateResponseComplete(randomUUID(), 'Hi.')).rejects.toThrow();
    expect(await ready()).toMatchObject({
      code: 503,
      status: 'error',
      details: { llm: { status: 'down' } },
    });
    const page = await (await ask('/metrics')).text();
    expect(page).toContain(
      'voxbridge_provider_circuit{room="llm",provider="openrouter",state="open"} 1',
    );
  });

  it('has its routes on the page about REST, and no other', () => {
    const { router } = app.getHttpAdapter().getInstance() as {
      router: { stack: { route?: { path: string; methods: Record<string, boolean> } }[] };
    };
    const routes = router.stack.flatMap(({ route }) =>
      route === undefined || route.path.includes('*splat')
        ? []
        : Object.keys(route.methods).map((method) => `${method.toUpperCase()} ${route.path}`),
    );
    const page = readFileSync(join(__dirname, '../../docs/rest.md'), 'utf8');
    const documented = [...page.matchAll(/^### `(?<route>[^`]+)`$/gmu)].map(
      ({ groups }) => groups?.['route'],
    );
    // A middleware of one route is there beside it, as a route of the same name.
    expect(documented.sort()).toEqual([...new Set(routes)].sort());
  });

  // The last one: it ends the application.
  it('lets its sockets go before the engines that serve them', async () => {
    const client = await VoiceSocketClient.connect(`${whole.url.replace('http', 'ws')}/ws/voice`, {
      apiKey: whole.key,
    });
    await client.start();
    await client.waitFor('agent_state');
    const sessions = () => app.get(VoiceService, { strict: false }).liveSessions;
    expect(sessions()).toBe(1);
    const atRelease: Record<string, number> = {};
    for (const engine of [SttService, LlmService, TtsService]) {
      const service = app.get<{ onApplicationShutdown(): unknown }>(engine, { strict: false });
      const release = service.onApplicationShutdown.bind(service);
      jest.spyOn(service, 'onApplicationShutdown').mockImplementation(() => {
        atRelease[engine.name] = sessions();
        return release();
      });
    }
    const closed = client.waitForClose();
    await app.close();
    expect(atRelease).toEqual({ SttService: 0, LlmService: 0, TtsService: 0 });
    expect((await closed).code).toBe(1001);
  });
});
