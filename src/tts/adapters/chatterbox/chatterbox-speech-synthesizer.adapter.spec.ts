import type { ServerAccess } from '@vox/outbound';
import { ChatterboxStandIn } from '@vox/stand-ins';
import { SystemClock, type VoiceSettings } from '@vox/voice-core';

import { ChatterboxSpeechSynthesizer } from './chatterbox-speech-synthesizer.adapter';

describe(ChatterboxSpeechSynthesizer.name, () => {
  let server: ChatterboxStandIn;
  beforeEach(async () => {
    server = await ChatterboxStandIn.start();
  });
  afterEach(() => server.close());

  const make = (path = '', streamFormat: 'audio' | 'sse' = 'audio', access: ServerAccess = {}) =>
    new ChatterboxSpeechSynthesizer(
      {
        url: `${server.url}${path}`,
        voice: 'grace',
        streamFormat,
        strategy: 'sentence',
        chunkCharacters: 200,
        quality: 'high',
      },
      new SystemClock(),
      access,
    );

  async function ask(synthesizer: ChatterboxSpeechSynthesizer, settings: VoiceSettings = {}) {
    const { signal } = new AbortController();
    await Array.fromAsync(synthesizer.synthesize('Hello there.', { ...settings, signal }));
    const [request] = server.speechRequests;
    return { request, form: Object.fromEntries(new URLSearchParams(request?.body)) };
  }

  it.each(['', '/', '/v1', '/v1/'])(
    'finds the server behind CHATTERBOX_URL with "%s"',
    async (path) => {
      const { request } = await ask(make(path));
      expect(request?.path).toBe('/audio/speech/stream/upload');
    },
  );

  it('sends a form with what the server knows, and nothing it does not', async () => {
    const settings = { rate: 1.5, pitch: 0.8, language: 'de', exaggeration: 0.7, cfgWeight: 0.4 };
    const { request, form } = await ask(make(), { ...settings, temperature: 0.3, voice: 'ada' });
    expect(request?.headers['content-type']).toMatch(/^application\/x-www-form-urlencoded/u);
    expect(form).toEqual({
      input: 'Hello there.',
      voice: 'ada',
      response_format: 'wav',
      streaming_strategy: 'sentence',
      streaming_chunk_size: '200',
      streaming_quality: 'high',
      exaggeration: '0.7',
      cfg_weight: '0.4',
      temperature: '0.3',
    });
  });

  it('asks for events where it is told to', async () => {
    const { request, form } = await ask(make('', 'sse'));
    expect(request?.path).toBe('/audio/speech/upload');
    expect(form).toMatchObject({ stream_format: 'sse', voice: 'grace' });
  });

  it.each([
    ['initializing', { isHealthy: false, detail: 'model not loaded (initializing)' }],
    ['error', { isHealthy: false, detail: 'model not loaded (error)' }],
    ['healthy', { isHealthy: true }],
  ] as const)('judges health by the body: %s, though the code is 200', async (state, health) => {
    server.state = state;
    expect(await make().health()).toEqual(health);
  });

  it('says what is wrong with a server that is another', async () => {
    const elsewhere = make('/some/other/service');
    expect(await elsewhere.health()).toEqual({ isHealthy: false, detail: 'invalid-request (404)' });
    await expect(elsewhere.voices()).rejects.toMatchObject({ category: 'invalid-request' });
  });

  it.each([403, 429])('is healthy where it keeps its page to itself (%i)', async (status) => {
    const access = { fetch: () => Promise.resolve(new Response('{}', { status })) };
    expect(await make('', 'audio', access).health()).toEqual({ isHealthy: true });
  });

  it('lists the voices of its library', async () => {
    expect(await make().voices()).toEqual([
      { id: 'ada', name: 'ada', language: 'en' },
      { id: 'grace', name: 'grace', language: 'en' },
    ]);
  });
});
