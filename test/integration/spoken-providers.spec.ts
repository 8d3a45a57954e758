import { randomBytes } from 'node:crypto';

import { OpenAiChatStandIn, OpenAiSpeechStandIn, OpenAiTranscriptionStandIn } from '@vox/stand-ins';
import { Conversations } from '@vox/voice-core';

import { AgentsModule } from '../../src/agents';
import { SpeechProvidersModule } from '../../src/providers';
import { VoiceModule, VoiceService } from '../../src/voice';
import { Talk } from '../support/talk';
import { silenceLogs } from './support/quiet-logger';
import { startTestApp, type TestApp } from './support/test-app';
import { startTestDatabase, type TestDatabase } from './support/test-database';
silenceLogs();

type Json = Record<string, unknown>;

describe('a conversation that goes on', () => {
  let database: TestDatabase;
  let server: TestApp;
  let model: OpenAiChatStandIn;
  const ears: OpenAiTranscriptionStandIn[] = [];
  const voices: OpenAiSpeechStandIn[] = [];

  beforeAll(async () => {
    model = await OpenAiChatStandIn.start({ reply: () => 'Yes.' });
    for (const text of ['heard at home', 'heard in the attic', 'heard in the cellar']) {
      ears.push(await OpenAiTranscriptionStandIn.start({ text }));
      voices.push(await OpenAiSpeechStandIn.start());
    }
    database = await startTestDatabase();
    server = await startTestApp({
      url: database.url,
      rooms: [AgentsModule, SpeechProvidersModule, VoiceModule],
      environment: {
        SECRETS_KEY: randomBytes(32).toString('hex'),
        LOCAL_LLM_BASE_URL: model.url,
        STT_PROVIDER: 'openai',
        STT_OPENAI_BASE_URL: ears[0]?.url ?? '',
        // Itself again: others may stand in, and no engine of this process is loaded.
        STT_FALLBACK_ORDER: 'openai',
        TTS_OPENAI_BASE_URL: voices[0]?.url ?? '',
        TTS_FALLBACKS: 'openai',
      },
    });
  });
  afterAll(async () => {
    await server.app.close();
    await database.stop();
    await Promise.all([model, ...ears, ...voices].map((one) => one.close()));
  });

  const made = async (path: string, body: Json): Promise<string> => {
    const answer = await server.request('POST', path, body);
    expect([answer.status, answer.body]).toEqual([201, expect.anything()]);
    return String((answer.body as Json)['id']);
  };
  const addedAt = (name: string, index: number) => ({
    stt: made('/api/stt-providers', { name, kind: 'openai', base_url: ears[index]?.url }),
    tts: made('/api/tts-providers', { name, kind: 'openai', base_url: voices[index]?.url }),
  });
  /** As sockets tell whoever begins a session with it. */
  const enginesOf = async (agentId: string) => {
    const conversations = server.app.get(Conversations, { strict: false });
    const who = { userId: 'ann', channel: 'websocket' } as const;
    const { agent } = await conversations.getOrCreateSession({ ...who, agentId });
    return server.app.get(VoiceService, { strict: false }).engines(agent);
  };

  it('is heard and spoken by whom its agent names, from the next turn on', async () => {
    const agentId = await made('/api/agents', { name: 'Clerk', system_prompt: 'Be brief.' });
    const talk = new Talk(server.app.get(VoiceService, { strict: false }), { agentId });
    const turn = async () => {
      const { userText, outcome, providers } = await talk.say();
      return [userText, outcome, providers.stt, providers.tts];
    };
    expect(await turn()).toEqual(['heard at home', 'completed', 'openai', 'openai']);

    // Added while the servers of the environment fail.
    ears[0]?.setFault('401');
    voices[0]?.setFault('401');
    const attic = addedAt('Attic', 1);
    const [atticEars, atticVoice] = [await attic.stt, await attic.tts];
    expect(await turn()).toEqual(['heard in the attic', 'completed', 'Attic', 'Attic']);

    // Named by the agent, before whoever else there is.
    const cellar = addedAt('Cellar', 2);
    const steps = {
      stt_steps: [{ provider: await cellar.stt }, { provider: atticEars }],
      tts_steps: [{ provider: await cellar.tts, voice: 'nova' }, { provider: atticVoice }],
    };
    const set = await server.request('PUT', `/api/agents/${agentId}`, steps);
    expect(set).toMatchObject({ status: 200, body: steps });
    expect(await turn()).toEqual(['heard in the cellar', 'completed', 'Cellar', 'Cellar']);
    expect(await enginesOf(agentId)).toMatchObject({
      stt: { name: 'Cellar', embedded: false },
      llm: { name: 'local' },
      tts: { name: 'Cellar', embedded: false },
    });
    expect(JSON.parse(voices[2]?.speechRequests.at(-1)?.body ?? '{}')).toMatchObject({
      voice: 'nova',
    });

    // The one after it stands in, and those that are gone are asked no more.
    const gone = await server.request('DELETE', `/api/stt-providers/${await cellar.stt}`);
    expect(gone.status).toBe(204);
    await server.request('PUT', `/api/tts-providers/${await cellar.tts}`, { is_enabled: false });
    expect(await turn()).toEqual(['heard in the attic', 'completed', 'Attic', 'Attic']);

    // Nobody else hears for the agent.
    expect(await server.request('DELETE', `/api/stt-providers/${atticEars}`)).toMatchObject({
      status: 409,
      body: { detail: expect.stringContaining('Clerk') as string },
    });
    expect(
      await server.request('PUT', `/api/agents/${agentId}`, {
        stt_steps: [{ provider: atticEars }, { provider: atticVoice }],
      }),
    ).toMatchObject({ status: 400, body: { field: 'stt_steps.1.provider' } });
    expect(talk.played.length).toBeGreaterThan(0);
    await talk.hangUp();
  });
});
