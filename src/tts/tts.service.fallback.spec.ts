import { Logger } from '@nestjs/common';
import { CircuitBreaker } from '@vox/outbound';
import { ToneSynthesizer, VirtualClock } from '@vox/testing';
import {
  type AudioFrame,
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

/** Breaks off after two frames. */
class BreakingVoice extends ToneSynthesizer {
  override async *synthesize(...args: Parameters<ToneSynthesizer['synthesize']>) {
    let given = 0;
    for await (const frame of super.synthesize(...args)) {
      if (given++ === 2) throw failure('connectivity');
      yield frame;
    }
  }
}

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
    server = new ToneSynthesizer({ ...SERVER, sampleRateHz: 24_000, failure: () => fault });
    embedded = new ToneSynthesizer({ name: 'embedded' });
    service = make([server, embedded]);
  });
  afterEach(() => service.stop());

  const speak = async (text: string, settings: VoiceSettings = {}, frames: AudioFrame[] = []) => {
    const { signal } = new AbortController();
    for await (const frame of service.synthesize(text, { ...settings, signal })) frames.push(frame);
    return frames;
  };

  describe('when a provider fails', () => {
    it.each<[ProviderErrorCategory, number]>([
      ['server', 3],
      ['connectivity', 3],
      ['rate-limit', 3],
      ['authentication', 1],
      ['quota', 1],
      ['protocol', 1],
      ['invalid-request', 1],
    ])('%s: tries %d times, then the embedded engine speaks', async (category, tries) => {
      fault = failure(category);
      expect((await speak('one two'))[0]?.sampleRateHz).toBe(16_000);
      expect(server.calls).toHaveLength(tries);
      expect(embedded.calls).toHaveLength(1);
    });

    it('tells who speaks before the first frame, not who was asked first', async () => {
      fault = failure('server');
      const told: string[] = [];
      const { signal } = new AbortController();
      const frames = service.synthesize('one', { signal, onProvider: (name) => told.push(name) });
      await frames.next();
      expect(told).toEqual(['embedded']);
    });

    it('tries again after a 504, but not after its own deadline', async () => {
      fault = failure('timeout', 504);
      await speak('one');
      expect(server.calls).toHaveLength(3);
      service = make([server, embedded]);
      fault = failure('timeout');
      await speak('one');
      expect(server.calls).toHaveLength(4);
    });

    it('speaks with the first provider when a later try succeeds', async () => {
      let tries = 0;
      server = new ToneSynthesizer({
        ...SERVER,
        failure: () => (++tries < 3 ? failure('server') : undefined),
      });
      service = make([server, embedded]);
      expect((await speak('one')).length).toBeGreaterThan(0);
      expect([server.calls.length, embedded.calls.length]).toEqual([3, 0]);
    });

    it('speaks no part of a sentence twice: what fails in its middle stays broken off', async () => {
      server = new BreakingVoice();
      service = make([server, embedded]);
      const frames: AudioFrame[] = [];
      await expect(speak('one two three', { rate: 1 }, frames)).rejects.toBeInstanceOf(
        ProviderError,
      );
      expect(frames).toHaveLength(2);
      expect([server.calls.length, embedded.calls.length]).toEqual([1, 0]);
    });

    it('rests a provider that fails, for every session, and asks it again later', async () => {
      fault = failure('server');
      await speak('one');
      await speak('two');
      expect(server.calls).toHaveLength(3);
      expect(service.info.name).toBe('embedded');
      fault = undefined;
      await clock.advance(6000);
      expect(service.info.name).toBe('server');
      await speak('three');
      expect(server.calls).toHaveLength(4);
    });

    it('fails with the last provider when none speaks', async () => {
      fault = failure('server');
      service = make([server]);
      await expect(speak('one')).rejects.toMatchObject({ kind: 'tts', category: 'server' });
      await expect(speak('two')).rejects.toMatchObject({ category: 'connectivity' });
      expect(await service.health()).toEqual({
        isHealthy: false,
        detail: 'no speech provider works (server)',
        providers: [{ name: 'server', circuit: 'open', status: 'down', lastError: 'server' }],
      });
    });
  });
});
