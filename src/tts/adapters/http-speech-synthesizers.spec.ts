import {
  ChatterboxStandIn,
  DevnenStandIn,
  OpenAiSpeechStandIn,
  type SpeechFault,
  type SpeechStandInOptions,
} from '@vox/stand-ins';
import { describeSpeechSynthesizer, settled } from '@vox/testing';
import { type AudioFrame, SystemClock, type VoiceSettings } from '@vox/voice-core';

import { ChatterboxSpeechSynthesizer } from './chatterbox/chatterbox-speech-synthesizer.adapter';
import { DevnenSpeechSynthesizer } from './devnen/devnen-speech-synthesizer.adapter';
import { OpenAiSpeechSynthesizer } from './openai/openai-speech-synthesizer.adapter';
import type { HttpSpeechSynthesizer } from './common/http-speech-synthesizer';

type StandIn = ChatterboxStandIn | DevnenStandIn | OpenAiSpeechStandIn;
type Case = {
  readonly name: string;
  readonly hasRate: boolean;
  readonly start: (options?: SpeechStandInOptions) => Promise<StandIn>;
  readonly make: (url: string) => HttpSpeechSynthesizer;
};

const clock = new SystemClock();

/** A net under tests that hang: a busy machine takes its time. */
const PATIENCE_MS = 50_000;

const chatterbox = (streamFormat: 'audio' | 'sse') => (url: string) =>
  new ChatterboxSpeechSynthesizer(
    {
      url: `${url}/v1/`,
      voice: 'default',
      streamFormat,
      strategy: 'word',
      chunkCharacters: 100,
      quality: 'fast',
    },
    clock,
  );
const openAi = (format: 'pcm' | 'wav') => (url: string) =>
  new OpenAiSpeechSynthesizer(
    { baseUrl: url, apiKey: 'sk-test', model: 'tts-1', voice: 'alloy', format },
    clock,
  );
const startOpenAi = (options: SpeechStandInOptions = {}) =>
  OpenAiSpeechStandIn.start({ ...options, apiKey: 'sk-test' });

const cases: readonly Case[] = [
  {
    name: 'ChatterboxSpeechSynthesizer (audio)',
    hasRate: true,
    start: (options) => ChatterboxStandIn.start(options),
    make: chatterbox('audio'),
  },
  {
    name: 'ChatterboxSpeechSynthesizer (sse)',
    hasRate: true,
    start: (options) => ChatterboxStandIn.start(options),
    make: chatterbox('sse'),
  },
  {
    name: 'DevnenSpeechSynthesizer',
    hasRate: true,
    start: (options) => DevnenStandIn.start(options),
    make: (url) => new DevnenSpeechSynthesizer({ url, voice: 'default' }, clock),
  },
  {
    name: 'OpenAiSpeechSynthesizer (pcm)',
    hasRate: true,
    start: startOpenAi,
    make: openAi('pcm'),
  },
  {
    name: 'OpenAiSpeechSynthesizer (wav)',
    hasRate: true,
    start: startOpenAi,
    make: openAi('wav'),
  },
];

const TEXT = 'This is a somewhat longer sentence that takes a few seconds to speak aloud.';
/** The stand-ins take 60 ms a character. */
const TEXT_FRAMES = (TEXT.length * 60) / 20;

for (const { name, hasRate, start, make } of cases) {
  let conforming: StandIn | undefined;
  describeSpeechSynthesizer(name, {
    make: async () => {
      conforming = await start();
      return make(conforming.url);
    },
    close: () => conforming?.close(),
    hasRate,
  });

  describe(name, () => {
    let server: StandIn;
    let synthesizer: HttpSpeechSynthesizer;
    beforeEach(async () => {
      server = await start({ slowMs: 150, pieceDelayMs: 5 });
      synthesizer = make(server.url);
    });
    afterEach(() => server.close());

    async function speak(
      frames: AudioFrame[] = [],
      options: VoiceSettings = {},
      signal = new AbortController().signal,
    ): Promise<AudioFrame[]> {
      for await (const frame of synthesizer.synthesize(TEXT, { ...options, signal })) {
        frames.push(frame);
      }
      return frames;
    }

    it('speaks the whole text at 24 kHz', async () => {
      const frames = await speak();
      expect(frames).toHaveLength(TEXT_FRAMES);
      expect(frames[0]?.sampleRateHz).toBe(24_000);
    });

    it('hears the same whatever way the bytes are cut', async () => {
      const whole = await speak();
      server.setFault('split-utf8');
      expect(await speak()).toEqual(whole);
    });

    it('waits for a slow server', async () => {
      server.setFault('slow');
      expect(await speak()).toHaveLength(TEXT_FRAMES);
    });

    it('lists voices that it can speak with', async () => {
      const [voice] = await synthesizer.voices();
      expect(voice?.name).not.toBe('');
      expect(await speak([], { voice: voice?.id ?? '' })).toHaveLength(TEXT_FRAMES);
    });

    it.each<[SpeechFault, string]>([
      ['400', 'invalid-request'],
      ['401', 'authentication'],
      ['402', 'quota'],
      ['403', 'authorization'],
      ['404', 'invalid-request'],
      ['408', 'timeout'],
      ['422', 'invalid-request'],
      ['429', 'rate-limit'],
      ['500', 'server'],
      ['502', 'server'],
      ['503', 'server'],
      ['wrong-content-type', 'protocol'],
      ['empty', 'server'],
    ])('fails before the first frame on %s, category %s', async (fault, category) => {
      server.setFault(fault);
      const frames: AudioFrame[] = [];
      await expect(speak(frames)).rejects.toMatchObject({
        name: 'ProviderError',
        kind: 'tts',
        provider: synthesizer.info.name,
        category,
      });
      expect(frames).toEqual([]);
    });

    it('fails on garbage of the right type', async () => {
      server.setFault('garbage');
      const frames: AudioFrame[] = [];
      await expect(speak(frames)).rejects.toMatchObject({ name: 'ProviderError' });
      expect(frames).toEqual([]);
    });

    it.each<[SpeechFault, string]>([
      ['cut', 'connectivity'],
      ['short', 'server'],
    ])('gives what there was of a sentence, then fails, on %s', async (fault, category) => {
      server.setFault(fault);
      const frames: AudioFrame[] = [];
      await expect(speak(frames)).rejects.toMatchObject({ category });
      expect(frames.length).toBeGreaterThan(TEXT_FRAMES / 5);
      expect(frames.length).toBeLessThan(TEXT_FRAMES * 0.75);
    });

    it('says that nobody listens at the address', async () => {
      await server.kill();
      await expect(speak()).rejects.toMatchObject({ category: 'connectivity' });
      expect(await synthesizer.health()).toEqual({ isHealthy: false, detail: 'connectivity' });
    });

    it('speaks again when the server is back', async () => {
      await speak();
      await server.kill();
      await expect(speak()).rejects.toMatchObject({ category: 'connectivity' });
      await server.restart();
      expect(await speak()).toHaveLength(TEXT_FRAMES);
    });

    it.each<SpeechFault>(['silent', 'stall'])(
      'closes the connection at a barge-in while the server is at %s',
      async (fault) => {
        server.setFault(fault);
        const controller = new AbortController();
        const speaking = speak([], {}, controller.signal);
        await eventually(() => speechRequests(server).length === 1);
        await new Promise((resolve) => setTimeout(resolve, 50));
        controller.abort('barge-in');
        const [request] = speechRequests(server);
        const closed = eventually(() => request?.closedAtMs !== undefined);
        await settled('the end', Promise.all([speaking, closed]));
        expect(request?.wasAborted).toBe(true);
      },
    );

    it('closes the connection when its reader walks away', async () => {
      server.setFault('stall');
      const { signal } = new AbortController();
      for await (const frame of synthesizer.synthesize(TEXT, { signal })) {
        expect(frame.pcm).toHaveLength(480);
        break;
      }
      await eventually(() => speechRequests(server)[0]?.wasAborted === true);
    });

    it('gives the first frame before the server has made the last', async () => {
      server.setFault('stall');
      const { signal } = new AbortController();
      const frames = synthesizer.synthesize(TEXT, { signal });
      expect((await frames.next()).value).toMatchObject({ sampleRateHz: 24_000 });
      expect(speechRequests(server)[0]?.closedAtMs).toBeUndefined();
      await frames.return();
    });
  });
}

function speechRequests(server: StandIn) {
  return server.speechRequests;
}

/** Waits for something that happens in the stand-in. */
async function eventually(isSo: () => boolean): Promise<void> {
  const untilMs = performance.now() + PATIENCE_MS;
  while (!isSo()) {
    if (performance.now() > untilMs) throw new Error(`It did not happen within ${PATIENCE_MS} ms`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
