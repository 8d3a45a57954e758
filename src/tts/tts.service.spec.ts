import { Logger } from '@nestjs/common';
import { CircuitBreaker } from '@vox/outbound';
import { ToneSynthesizer, VirtualClock } from '@vox/testing';
import {
  type AudioFrame,
  InvalidInputError,
  ProviderError,
  type ProviderErrorCategory,
  type VoiceSettings,
} from '@vox/voice-core';

import type { SpeechProvider } from './speech-provider';
import { retryDefaults } from './speech-router';
import { TtsService } from './tts.service';

function failure(category: ProviderErrorCategory, statusCode?: number): ProviderError {
  const status = statusCode === undefined ? {} : { statusCode };
  return new ProviderError('fault', { kind: 'tts', provider: 'tone', category, ...status });
}

const SERVER = { name: 'server', isEmbedded: false } as const;

describe(TtsService.name, () => {
  const clock = new VirtualClock();
  let fault: ProviderError | undefined;
  let server: ToneSynthesizer;
  let embedded: ToneSynthesizer;
  let service: TtsService;

  const make = (voices: readonly ToneSynthesizer[], more: Partial<SpeechProvider> = {}) =>
    new TtsService({
      providers: voices.map((synthesizer) => ({
        synthesizer,
        breaker: new CircuitBreaker(clock),
        ...more,
      })),
      clock,
      firstAudioMs: 30_000,
      stallMs: 10_000,
      retry: { ...retryDefaults, backoffMs: 0, maxBackoffMs: 0 },
      healthIntervalMs: 15_000,
      sampleRateHz: 24_000,
      defaults: { rate: 1.25, pitch: 0.9 },
    });

  beforeAll(() => Logger.overrideLogger(false));
  beforeEach(() => {
    fault = undefined;
    server = new ToneSynthesizer({
      ...SERVER,
      controls: ['exaggeration'],
      sampleRateHz: 24_000,
      failure: () => fault,
    });
    embedded = new ToneSynthesizer({ name: 'embedded' });
    service = make([server, embedded]);
  });
  afterEach(() => service.stop());

  const speak = async (text: string, settings: VoiceSettings = {}, frames: AudioFrame[] = []) => {
    const { signal } = new AbortController();
    for await (const frame of service.synthesize(text, { ...settings, signal })) frames.push(frame);
    return frames;
  };

  describe('synthesize', () => {
    it('asks the first provider, with the defaults of the server', async () => {
      expect((await speak('one two'))[0]?.sampleRateHz).toBe(24_000);
      expect(server.calls).toMatchObject([
        { text: 'one two', options: { rate: 1.25, pitch: 0.9 } },
      ]);
      expect(embedded.calls).toEqual([]);
    });

    it('leaves out what no voice has', async () => {
      expect(service.controls).toEqual(['exaggeration']);
      await speak('one', { exaggeration: 0.5, cfgWeight: 0.2 });
      expect(server.calls[0]?.options).toMatchObject({ exaggeration: 0.5 });
      expect(server.calls[0]?.options).not.toHaveProperty('cfgWeight');
    });

    it("prefers the agent's settings to the defaults", async () => {
      await speak('one', { rate: 0.5, pitch: 2, voice: 'ada', exaggeration: 0.5 });
      expect(server.calls[0]?.options).toMatchObject({
        rate: 0.5,
        pitch: 2,
        voice: 'ada',
        exaggeration: 0.5,
      });
    });

    it('makes speech louder and quieter, whatever the engine can do', async () => {
      const peak = async (volume: number) =>
        Math.max(...(await speak('one', { volume })).flatMap(({ pcm }) => [...pcm]));
      const own = await peak(1);
      expect(await peak(0.5)).toBeCloseTo(own / 2, -1);
      expect(await peak(2)).toBeCloseTo(own * 2, -1);
      expect(await peak(0)).toBe(0);
      expect(server.calls.at(-1)?.options).not.toHaveProperty('volume');
    });

    it.each<[string, VoiceSettings]>([
      ['rate', { rate: 3 }],
      ['volume', { volume: 2.5 }],
      ['language', { language: '?' }],
    ])('refuses a bad %s before anybody is asked', async (field, settings) => {
      await expect(speak('one', settings)).rejects.toMatchObject({
        name: 'InvalidInputError',
        field,
      });
      expect(server.calls).toEqual([]);
    });

    it('refuses more text than a server takes', async () => {
      await expect(speak('a'.repeat(3001))).rejects.toBeInstanceOf(InvalidInputError);
    });

    it.each(['', ' ', '…', '🙂'])('says nothing for "%s" and asks nobody', async (text) => {
      expect(await speak(text)).toEqual([]);
      expect(server.calls).toEqual([]);
    });

    it('ends quietly on a barge-in', async () => {
      const controller = new AbortController();
      const { signal } = controller;
      const frames: AudioFrame[] = [];
      for await (const frame of service.synthesize('one two three', { signal })) {
        frames.push(frame);
        controller.abort('barge-in');
      }
      expect(frames).toHaveLength(1);
    });

    it('defect 12: cancelling one synthesis leaves its siblings', async () => {
      const controller = new AbortController();
      const cancelled = service.synthesize('one two three', { signal: controller.signal });
      const sibling = service.synthesize('one two three', {
        signal: new AbortController().signal,
        rate: 1,
      });
      await Promise.all([cancelled.next(), sibling.next()]);
      // A new one of the same session cancels nothing either.
      const later = speak('four', { rate: 1 });
      controller.abort('barge-in');
      expect(await Array.fromAsync(cancelled)).toEqual([]);
      expect(await Array.fromAsync(sibling)).toHaveLength(8);
      expect(await later).toHaveLength(3);
    });

    it('makes a sentence ready while the one before it is played', async () => {
      const { signal } = new AbortController();
      const frames = service.synthesize('one two three four', { signal });
      await frames.next();
      await new Promise((resolve) => setImmediate(resolve));
      expect(server.calls[0]?.outcome).toBe('completed');
      await frames.return();
    });
  });

  describe('health', () => {
    it('is well when the first provider is', async () => {
      expect(await service.health()).toEqual({
        isHealthy: true,
        providers: [
          { name: 'server', circuit: 'closed', status: 'up' },
          { name: 'embedded', circuit: 'closed', status: 'up' },
        ],
      });
      expect(service.healthCheck()).toMatchObject({
        isHealthy: true,
        provider: 'server',
        providers: [
          { name: 'server', isEmbedded: false, circuit: 'closed', isHealthy: true, running: 0 },
          { name: 'embedded', isEmbedded: true, circuit: 'closed' },
        ],
      });
    });

    it('says who speaks instead, and why', async () => {
      fault = failure('server');
      await speak('one');
      expect(await service.health()).toEqual({
        isHealthy: true,
        detail: 'server is down (server); embedded speaks',
        providers: [
          { name: 'server', circuit: 'open', status: 'down', lastError: 'server' },
          { name: 'embedded', circuit: 'closed', status: 'up' },
        ],
      });
      expect(service.healthCheck().providers[0]).toMatchObject({
        circuit: 'open',
        lastError: 'server',
      });
    });

    it('is looked after in the background, not before a synthesis', async () => {
      const asked = jest.spyOn(server, 'health');
      await speak('one');
      expect(asked).not.toHaveBeenCalled();
      service.start();
      expect(asked).toHaveBeenCalledTimes(1);
    });

    it('passes over a server that says it is not well, until it is', async () => {
      server.isHealthy = false;
      service.start();
      await new Promise((resolve) => setImmediate(resolve));
      expect(service.info.name).toBe('embedded');
      await speak('one');
      expect(server.calls).toEqual([]);
    });
  });

  it('lists the voices of those that have a list now', async () => {
    const list = { voices: () => Promise.resolve([{ id: 'ada', name: 'Ada' }]) };
    service = new TtsService({
      ...options([
        { synthesizer: server, breaker: new CircuitBreaker(clock), catalogue: list },
        {
          synthesizer: embedded,
          breaker: new CircuitBreaker(clock),
          catalogue: { voices: () => Promise.reject(failure('server')) },
        },
        { synthesizer: embedded, breaker: new CircuitBreaker(clock) },
      ]),
    });
    expect(await service.getAvailableVoices()).toEqual([
      { id: 'ada', name: 'Ada', provider: 'server' },
    ]);
  });

  it('ends what runs and closes the engines when it stops, once', async () => {
    let closed = 0;
    service = make([server], { close: () => Promise.resolve(void (closed += 1)) });
    const { signal } = new AbortController();
    const frames = service.synthesize('one two three', { signal });
    await frames.next();
    await service.onApplicationShutdown();
    expect((await frames.next()).done).toBe(true);
    expect(closed).toBe(1);
    expect(await speak('one')).toEqual([]);
    service.start();
    expect(service.healthCheck().providers[0]?.checkedAtMs).toBeUndefined();
  });

  function options(providers: readonly SpeechProvider[]) {
    return {
      providers,
      clock,
      firstAudioMs: 30_000,
      stallMs: 10_000,
      retry: retryDefaults,
      healthIntervalMs: 15_000,
      sampleRateHz: 24_000,
      defaults: { rate: 1, pitch: 1 },
    };
  }
});
