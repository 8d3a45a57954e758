import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { parseConfig, sttProviderOrder } from '../config';
import { discoverEngines } from './discover-engines';
import { type Look, usualPorts } from './usual-ports';

type Routes = Readonly<Record<string, unknown>>;

const list = (...data: object[]) => ({ object: 'list', data });
const SPEECH = { id: 'speaches-ai/Kokoro-82M', owned_by: 'speaches-ai', task: 'text-to-speech' };
const HEARS = 'automatic-speech-recognition';

/** What each engine answers to what it is asked, as its own source has it. */
const ollama = { '/v1/models': list({ id: 'llama3.2:latest', owned_by: 'library' }) };
const lmStudio = {
  '/v1/models': list(
    { id: 'text-embedding-nomic', owned_by: 'organization_owner' },
    { id: 'qwen3-8b', owned_by: 'organization_owner' },
  ),
};
const vllm = { '/v1/models': list({ id: 'Qwen/Qwen3-8B', owned_by: 'vllm', root: 'x' }) };
const llamaCpp = {
  '/v1/models': {
    models: [{ name: 'phi.gguf', capabilities: ['completion'] }],
    ...list({ id: 'phi.gguf', owned_by: 'llamacpp', meta: {} }),
  },
};
const speaches = {
  '/v1/models': list(
    { id: 'Systran/whisper-de', owned_by: 'Systran', task: HEARS, language: ['de'] },
    { id: 'Systran/whisper-small', owned_by: 'Systran', task: HEARS, language: ['en', 'de'] },
    { ...SPEECH, voices: [{ name: 'am_adam', id: 'am_adam' }, { name: 'af_heart' }] },
  ),
};
const kokoro = {
  '/v1/models': list(
    { id: 'tts-1', owned_by: 'kokoro' },
    { id: 'gpt-4o-mini-tts', owned_by: 'kokoro' },
    { id: 'kokoro', owned_by: 'kokoro' },
  ),
  '/v1/audio/voices': { voices: [{ id: 'bf_emma', name: 'bf_emma' }] },
};
const chatterbox = (status: string) => ({
  '/health': { status, model_loaded: status === 'healthy', initialization_state: status },
});

describe(discoverEngines.name, () => {
  const servers: Server[] = [];
  afterEach(async () => {
    for (const server of servers.splice(0)) {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    }
  });

  const listening = async (listener: RequestListener, look: Look = 'models') => {
    const server = createServer(listener).listen(0, '127.0.0.1');
    servers.push(server);
    await once(server, 'listening');
    return { port: (server.address() as AddressInfo).port, look };
  };
  const answering = (routes: Routes, look?: Look) =>
    listening(({ url = '' }, response) => {
      const body = routes[url];
      response.writeHead(body === undefined ? 404 : 200).end(JSON.stringify(body ?? {}));
    }, look);
  const found = async (routes: Routes, look?: Look, environment = {}) => {
    const place = await answering(routes, look);
    const url = `http://127.0.0.1:${place.port}`;
    return { url, ...(await discoverEngines(parseConfig(environment), [place])) };
  };

  it.each([
    ['Ollama', 'llama3.2:latest', ollama],
    ['LM Studio', 'qwen3-8b', lmStudio],
    ['vLLM', 'Qwen/Qwen3-8B', vllm],
    ['llama.cpp', 'phi.gguf', llamaCpp],
    [
      'Ollama',
      'hf.co/gemma:latest',
      {
        '/v1/models': list({ id: 'hf.co/gemma:latest', owned_by: 'bartowski' }),
        '/api/version': { version: '0.9.1' },
      },
    ],
    ['A server of language models', 'm', { '/v1/models': list({ id: 'm' }) }],
  ])('tells %s with %s by its answer and asks it', async (name, model, routes) => {
    const { url, config, lines } = await found(routes);
    expect(config.llm.LOCAL_LLM_BASE_URL).toBe(url);
    expect(config.found).toEqual([{ kind: 'llm', name, url, model }]);
    expect(lines).toEqual([
      `Found on this machine: ${name} on ${url} answers with ${model}. LLM_PROVIDER names another one, DISCOVER_LOCAL_ENGINES=false looks for none.`,
    ]);
  });

  it('hears and speaks with speaches, by models that it has, the embedded ones behind them', async () => {
    const { url, config } = await found(speaches);
    expect(config.stt).toMatchObject({
      STT_PROVIDER: 'openai',
      STT_OPENAI_BASE_URL: url,
      STT_OPENAI_MODEL: 'Systran/whisper-small',
    });
    expect(sttProviderOrder(config.stt)).toEqual(['openai', 'embedded']);
    expect(config.tts).toMatchObject({
      TTS_OPENAI_BASE_URL: `${url}/v1`,
      TTS_OPENAI_MODEL: SPEECH.id,
      TTS_OPENAI_VOICE: 'af_heart',
      TTS_OPENAI_FORMAT: 'wav',
      TTS_FALLBACKS: ['embedded'],
    });
    expect(config.found.map(({ kind, name }) => [kind, name])).toEqual([
      ['stt', 'speaches'],
      ['tts', 'speaches'],
    ]);
    expect(config.llm.LOCAL_LLM_BASE_URL).toBeUndefined();
  });

  it('prefers a model that hears the language that is set', async () => {
    const { config } = await found(speaches, 'models', { WHISPERX_LANGUAGE: 'de-AT' });
    expect(config.stt.STT_OPENAI_MODEL).toBe('Systran/whisper-de');
  });

  it('speaks with Kokoro-FastAPI, by a voice that it lists', async () => {
    const { url, config } = await found(kokoro);
    expect(config.tts).toMatchObject({
      TTS_OPENAI_BASE_URL: `${url}/v1`,
      TTS_OPENAI_MODEL: 'kokoro',
      TTS_OPENAI_VOICE: 'bf_emma',
      TTS_OPENAI_FORMAT: 'pcm',
    });
    expect(config.found).toEqual([{ kind: 'tts', name: 'Kokoro-FastAPI', url, model: 'kokoro' }]);
  });

  it.each([
    ['healthy', true],
    ['initializing', true],
    ['error', false],
  ])('takes a Chatterbox that says it is %s: %s', async (status, isTaken) => {
    const { url, config } = await found(chatterbox(status), 'chatterbox');
    expect(config.tts.CHATTERBOX_URL).toBe(isTaken ? url : undefined);
    expect(config.found).toEqual(isTaken ? [{ kind: 'tts', name: 'Chatterbox', url }] : []);
  });

  it('uses the first of a kind and names the others', async () => {
    const places = [await answering(vllm), await answering(ollama)];
    const { config, lines } = await discoverEngines(parseConfig({}), places);
    expect(config.found.map(({ name }) => name)).toEqual(['vLLM']);
    expect(lines[1]).toBe(
      `Found on this machine, and not used: Ollama on http://127.0.0.1:${places[1]?.port}. LOCAL_LLM_BASE_URL chooses it.`,
    );
  });

  it('opens no socket where WhisperLive may be, and only says so', async () => {
    const seen: unknown[] = [];
    const place = await listening(({ headers, method, url }, response) => {
      seen.push([method, url, headers.upgrade]);
      response.writeHead(426, { server: 'Python/3.12 websockets/15.0' }).end('Failed to open');
    }, 'whisperlive');
    const { config, lines } = await discoverEngines(parseConfig({}), [place]);
    const url = `ws://127.0.0.1:${place.port}`;
    expect(lines).toEqual([
      `WhisperLive may be on ${url}, and is not asked: WHISPERLIVE_URL=${url} with STT_PROVIDER=whisperlive uses it.`,
    ]);
    expect([config.found, seen]).toEqual([[], [['GET', '/', undefined]]]);
  });

  it.each<[string, Routes, Look]>([
    ['another service', { '/v1/models': { status: 'ok' }, '/health': { ok: true } }, 'models'],
    ['a service that is well', { '/health': { status: 'ok' } }, 'chatterbox'],
    ['one that lists no model', { '/v1/models': list() }, 'models'],
    ['one that only embeds', { '/v1/models': list({ id: 'bge-m3' }) }, 'models'],
    ['speaches without models that speak', { '/v1/models': list(SPEECH) }, 'models'],
    ['Kokoro without voices', { '/v1/models': kokoro['/v1/models'] }, 'models'],
    ['a name that would move the cursor', { '/v1/models': list({ id: 'a\u001b[2Jb' }) }, 'models'],
    ['Prometheus', { '/': 'Moved' }, 'whisperlive'],
  ])('takes %s for no engine', async (_what, routes, look) => {
    const { config, lines } = await found(routes, look);
    expect([config.found, lines]).toEqual([[], []]);
  });

  it('follows no redirect', async () => {
    const elsewhere = await answering(ollama);
    const place = await listening((_request, response) => {
      response
        .writeHead(302, { location: `http://127.0.0.1:${elsewhere.port}/v1/models` })
        .end(JSON.stringify(ollama['/v1/models']));
    });
    expect((await discoverEngines(parseConfig({}), [place])).config.found).toEqual([]);
  });

  it('reads no more than a megabyte, and waits for nobody for long', async () => {
    const body = JSON.stringify(ollama['/v1/models']).padEnd(1024 * 1024 + 1);
    const long = await listening((_request, response) => void response.end(body));
    const silent = await listening(() => undefined);
    const endless = await listening((_request, response) => void response.write('{"data": ['));
    const quick = await answering(ollama);
    const places = [long, silent, endless, quick];
    const { config } = await discoverEngines(parseConfig({}), places);
    expect(config.found.map(({ url }) => url)).toEqual([`http://127.0.0.1:${quick.port}`]);
  });

  it.each([
    { DISCOVER_LOCAL_ENGINES: 'false' },
    { LLM_PROVIDER: 'demo', STT_PROVIDER: 'embedded', TTS_PROVIDER: 'embedded' },
    {
      OPENROUTER_API_KEY: 'k',
      STT_OPENAI_BASE_URL: 'http://stt',
      TTS_OPENAI_BASE_URL: 'http://tts',
    },
    { N8N_WEBHOOK_URL: 'http://n8n', DEEPGRAM_URL: 'ws://stt', DEVNEN_URL: 'http://tts' },
  ])('asks nobody under %j', async (environment) => {
    const seen: unknown[] = [];
    const place = await listening(({ url }, response) => {
      seen.push(url);
      response.end(JSON.stringify({ ...ollama['/v1/models'] }));
    });
    const config = parseConfig(environment);
    expect(await discoverEngines(config, [place])).toEqual({ config, lines: [] });
    expect(seen).toEqual([]);
  });

  it('leaves what is set as it is, and the given configuration, too', async () => {
    const place = await answering(speaches);
    const given = parseConfig({ TTS_PROVIDER: 'embedded', STT_FALLBACK_ORDER: 'none' });
    const { config } = await discoverEngines(given, [place]);
    expect(config.tts).toBe(given.tts);
    expect(config.stt).toMatchObject({ STT_PROVIDER: 'openai', STT_FALLBACK_ORDER: [] });
    expect([given.found, given.stt.STT_PROVIDER]).toEqual([[], undefined]);
    expect(Object.isFrozen(config) && Object.isFrozen(config.stt)).toBe(true);
  });

  it('knows where each engine listens unless it is told otherwise', () => {
    expect(usualPorts.map(({ port }) => port)).toEqual([11434, 1234, 8080, 4123, 8880, 8000, 9090]);
  });
});
