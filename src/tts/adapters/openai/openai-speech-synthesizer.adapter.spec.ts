import { OpenAiSpeechStandIn, type OpenAiSpeechStandInOptions } from '@vox/stand-ins';
import { SystemClock, type VoiceSettings } from '@vox/voice-core';

import { OpenAiSpeechSynthesizer } from './openai-speech-synthesizer.adapter';

describe(OpenAiSpeechSynthesizer.name, () => {
  let server: OpenAiSpeechStandIn;
  const start = async (options: OpenAiSpeechStandInOptions = {}) => {
    server = await OpenAiSpeechStandIn.start(options);
  };
  afterEach(() => server.close());

  const make = (options: { apiKey?: string; format?: 'pcm' | 'wav'; path?: string } = {}) => {
    const { apiKey, format = 'pcm', path = '/v1' } = options;
    const baseUrl = `${server.url}${path}`;
    const key = apiKey === undefined ? {} : { apiKey };
    return new OpenAiSpeechSynthesizer(
      { baseUrl, ...key, model: 'kokoro', voice: 'alloy', format },
      new SystemClock(),
    );
  };

  /** One whose server answers with `status`, whatever it is asked. */
  const answering = (status: number) =>
    new OpenAiSpeechSynthesizer(
      { baseUrl: 'http://server/v1', model: 'kokoro', voice: 'alloy', format: 'pcm' },
      new SystemClock(),
      { fetch: () => Promise.resolve(new Response('{}', { status })) },
    );

  async function ask(synthesizer: OpenAiSpeechSynthesizer, settings: VoiceSettings = {}) {
    const { signal } = new AbortController();
    const speech = synthesizer.synthesize('Hello there.', { ...settings, signal });
    const frames = await Array.fromAsync(speech);
    const bodies = server.speechRequests.map(({ body }) => JSON.parse(body) as unknown);
    return { frames, bodies };
  }

  it('sends the key, the model and what the protocol knows', async () => {
    await start({ apiKey: 'sk-1' });
    const { bodies } = await ask(make({ apiKey: 'sk-1' }), { rate: 1.5, pitch: 2, voice: 'nova' });
    expect(bodies).toEqual([
      { model: 'kokoro', voice: 'nova', input: 'Hello there.', response_format: 'pcm', speed: 1.5 },
    ]);
  });

  it('names no speed at the own rate, which some models refuse', async () => {
    await start();
    expect((await ask(make(), { rate: 1 })).bodies[0]).not.toHaveProperty('speed');
  });

  it('finds the API behind a bare host', async () => {
    await start();
    expect((await ask(make({ path: '/' }))).frames.length).toBeGreaterThan(0);
  });

  it('speaks an unknown voice with the default one, and asks for it no more', async () => {
    await start();
    const synthesizer = make();
    await ask(synthesizer, { voice: 'nobody' });
    const { bodies } = await ask(synthesizer, { voice: 'nobody' });
    expect(bodies).toMatchObject([{ voice: 'nobody' }, { voice: 'alloy' }, { voice: 'alloy' }]);
  });

  it('asks once only when its own voice is refused', async () => {
    await start({ fault: '400' });
    await expect(ask(make(), { voice: 'alloy' })).rejects.toMatchObject({ statusCode: 400 });
    expect(server.speechRequests).toHaveLength(1);
  });

  it.each([
    ['pcm', 22_050, 24_000],
    ['wav', 22_050, 24_000],
    ['wav', 44_100, 24_000],
    ['wav', 16_000, 16_000],
    ['pcm', 48_000, 48_000],
  ] as const)('gives %s of %d Hz as frames of %d Hz', async (format, sampleRateHz, rateHz) => {
    await start({ sampleRateHz });
    const { frames } = await ask(make({ format }));
    expect(new Set(frames.map((frame) => frame.sampleRateHz))).toEqual(new Set([rateHz]));
    // 12 characters of 60 ms; a conversion adds one frame at most.
    expect([36, 37]).toContain(frames.length);
  });

  it('refuses a rate that cannot be converted', async () => {
    await start({ sampleRateHz: 23_999 });
    await expect(ask(make())).rejects.toMatchObject({ category: 'protocol' });
  });

  it('is healthy where the server has no list of models', async () => {
    await start();
    expect(await make({ path: '/other' }).health()).toEqual({ isHealthy: true });
  });

  it.each([400, 403, 404, 405, 429, 501])(
    'is healthy where the server does not tell its models (%i)',
    async (status) => {
      await start();
      expect(await answering(status).health()).toEqual({ isHealthy: true });
    },
  );

  it.each([
    [402, 'quota (402)'],
    [500, 'server (500)'],
    [504, 'timeout (504)'],
  ])('is not healthy where the server says that it fails (%i)', async (status, detail) => {
    await start();
    expect(await answering(status).health()).toEqual({ isHealthy: false, detail });
  });

  it('is not healthy with a wrong key', async () => {
    await start({ apiKey: 'sk-1' });
    expect(await make({ apiKey: 'sk-2' }).health()).toEqual({
      isHealthy: false,
      detail: 'authentication (401)',
    });
    await expect(make().voices()).rejects.toMatchObject({ category: 'authentication' });
  });

  it('lists voices, or the configured one where the server has no list', async () => {
    await start();
    expect(await make().voices()).toEqual([
      { id: 'alloy', name: 'alloy' },
      { id: 'nova', name: 'nova' },
    ]);
    expect(await make({ path: '/other' }).voices()).toEqual([{ id: 'alloy', name: 'alloy' }]);
  });
});
