import { DevnenStandIn } from '@vox/stand-ins';
import { SystemClock, type VoiceSettings } from '@vox/voice-core';

import { DevnenSpeechSynthesizer } from './devnen-speech-synthesizer.adapter';

describe(DevnenSpeechSynthesizer.name, () => {
  let server: DevnenStandIn;
  beforeEach(async () => {
    server = await DevnenStandIn.start();
  });
  afterEach(() => server.close());

  const make = (voice = 'default') =>
    new DevnenSpeechSynthesizer({ url: server.url, voice }, new SystemClock());

  async function ask(synthesizer: DevnenSpeechSynthesizer, settings: VoiceSettings = {}) {
    const { signal } = new AbortController();
    const speech = synthesizer.synthesize('Hello there.', { ...settings, signal });
    const frames = await Array.fromAsync(speech);
    const bodies = server.speechRequests.map(
      ({ body }) => JSON.parse(body) as Record<string, unknown>,
    );
    return { frames, bodies };
  }

  it('sends what the server knows, within its narrower limits', async () => {
    const { bodies } = await ask(make('Oliver.wav'), {
      rate: 1.5,
      exaggeration: 0.7,
      cfgWeight: 0.1,
      temperature: 4,
      language: 'pt-BR',
    });
    expect(bodies).toEqual([
      {
        text: 'Hello there.',
        voice_mode: 'predefined',
        predefined_voice_id: 'Oliver.wav',
        output_format: 'wav',
        split_text: false,
        speed_factor: 1.5,
        exaggeration: 0.7,
        cfg_weight: 0.2,
        temperature: 1.5,
        language: 'pt',
      },
    ]);
  });

  it('takes the first voice of the server for "default", and asks for the list once', async () => {
    const synthesizer = make();
    await ask(synthesizer);
    const { bodies } = await ask(synthesizer);
    expect(bodies.map((body) => body.predefined_voice_id)).toEqual(['Emily.wav', 'Emily.wav']);
    expect(server.requests.filter(({ method }) => method === 'GET')).toHaveLength(1);
  });

  it('finds a voice without its ending', async () => {
    const { bodies } = await ask(make(), { voice: 'Oliver' });
    expect(bodies).toMatchObject([{ predefined_voice_id: 'Oliver.wav' }]);
  });

  it('speaks an unknown voice with the default one, and asks for it no more', async () => {
    const synthesizer = make('Emily.wav');
    expect((await ask(synthesizer, { voice: 'nobody' })).frames.length).toBeGreaterThan(0);
    const { bodies } = await ask(synthesizer, { voice: 'nobody' });
    expect(bodies.map((body) => body.predefined_voice_id)).toEqual([
      'nobody.wav',
      'Emily.wav',
      'Emily.wav',
    ]);
  });

  it('clones a reference recording by name', async () => {
    const { bodies } = await ask(make(), { voice: 'clone:ada.wav' });
    expect(bodies).toMatchObject([{ voice_mode: 'clone', reference_audio_filename: 'ada.wav' }]);
  });

  it('is not healthy, and does not speak, before the model is loaded', async () => {
    server.isModelLoaded = false;
    expect(await make().health()).toEqual({ isHealthy: false, detail: 'model not loaded' });
    await expect(ask(make('Emily.wav'))).rejects.toMatchObject({ category: 'server' });
  });

  // Those before December 2025 have no such page.
  it.each([404, 403, 429])('is healthy where it does not tell how it is (%i)', async (status) => {
    const access = { fetch: () => Promise.resolve(new Response('{}', { status })) };
    const options = { url: server.url, voice: 'default' };
    const silent = new DevnenSpeechSynthesizer(options, new SystemClock(), access);
    expect(await silent.health()).toEqual({ isHealthy: true });
  });

  it('lists the voices of the server', async () => {
    expect(await make().voices()).toEqual([
      { id: 'Emily.wav', name: 'Emily' },
      { id: 'Oliver.wav', name: 'Oliver' },
    ]);
  });
});
