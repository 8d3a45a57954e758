import { Logger } from '@nestjs/common';
import { readWav } from '@vox/audio';
import { CircuitBreaker } from '@vox/outbound';
import { ToneSynthesizer, VirtualClock } from '@vox/testing';
import { ProviderError, type ProviderErrorCategory } from '@vox/voice-core';

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
    server = new ToneSynthesizer({ ...SERVER, sampleRateHz: 24_000, failure: () => fault });
    embedded = new ToneSynthesizer({ name: 'embedded' });
    service = make([server, embedded]);
  });
  afterEach(() => service.stop());

  describe('synthesizeStream', () => {
    it("defect 5's TTS half: the first bytes are there before the whole audio is", async () => {
      const slow = new VirtualClock();
      server = new ToneSynthesizer({ ...SERVER, ttfbMs: 100, clock: slow });
      service = make([server]);
      const stream = service.synthesizeStream('one two three', {}, 'pcm');
      const first = stream.next();
      await slow.advance(100);
      expect((await first).value).toHaveLength(960);
      await stream.return();
      expect(server.calls[0]?.frames).toBeLessThan(9);
    });

    it.each([
      ['wav', 44],
      ['pcm', 960],
    ] as const)('gives %s, its first chunk of %d bytes', async (format, bytes) => {
      const stream = service.synthesizeStream('one', 'ada', format);
      expect((await stream.next()).value).toHaveLength(bytes);
      await stream.return();
      if (format === 'pcm') expect(server.calls[0]?.options.voice).toBe('ada');
    });

    it('gives WAV unless told otherwise', async () => {
      const chunks = await Array.fromAsync(service.synthesizeStream('one two'));
      expect(readWav(Buffer.concat(chunks)).sampleRateHz).toBe(24_000);
    });

    it('gives Opus packets', async () => {
      const packets = await Array.fromAsync(service.synthesizeStream('one', { rate: 1 }, 'opus'));
      expect(packets.length).toBeGreaterThanOrEqual(3);
      expect(packets.every(({ length }) => length < 400)).toBe(true);
    });

    it('refuses another format', async () => {
      const stream = service.synthesizeStream('one', {}, 'mp3' as 'wav');
      await expect(stream.next()).rejects.toMatchObject({ field: 'format' });
    });
  });

  describe('synthesizeComplete', () => {
    it('gives a WAV file and what is known of it', async () => {
      const { audio, metadata } = await service.synthesizeComplete('one two', { rate: 1 });
      expect(readWav(audio).pcm).toHaveLength(2880);
      expect(metadata).toEqual({
        provider: 'server',
        format: 'wav',
        sampleRateHz: 24_000,
        durationMs: 120,
        bytes: audio.length,
        characters: 7,
        ttfbMs: 0,
        elapsedMs: 0,
        isComplete: true,
      });
    });

    it('names the provider that spoke instead of the first', async () => {
      fault = failure('quota');
      const { metadata } = await service.synthesizeComplete('one', { format: 'opus' });
      expect(metadata).toMatchObject({
        provider: 'embedded',
        format: 'opus',
        sampleRateHz: 48_000,
      });
    });

    it('gives what there was when it is aborted, and says so', async () => {
      const signal = AbortSignal.abort('barge-in');
      const { audio, metadata } = await service.synthesizeComplete('one', {
        format: 'pcm',
        signal,
      });
      expect(audio).toHaveLength(0);
      expect(metadata).toMatchObject({ isComplete: false, durationMs: 0 });
    });
  });

  describe('synthesizeBatch', () => {
    it('gives each text with its index, in order', async () => {
      const batch = service.synthesizeBatch(['one two three', 'one', 'one two'], { rate: 1 });
      const items = await Array.fromAsync(batch);
      expect(items.map(([index, , { durationMs }]) => [index, durationMs])).toEqual([
        [0, 180],
        [1, 60],
        [2, 120],
      ]);
    });

    it('runs no more at a time than allowed', async () => {
      const slow = new VirtualClock();
      server = new ToneSynthesizer({ ...SERVER, ttfbMs: 100, clock: slow });
      service = make([server]);
      const batch = Array.fromAsync(
        service.synthesizeBatch(['a', 'b', 'c', 'd'], { maxParallel: 2, inOrder: false }),
      );
      await slow.advance(50);
      expect(server.calls).toHaveLength(2);
      await slow.advance(100);
      expect(server.calls).toHaveLength(4);
      await slow.advance(100);
      expect(await batch).toHaveLength(4);
    });

    it('cancels the rest when it is left', async () => {
      const slow = new VirtualClock();
      server = new ToneSynthesizer({
        ...SERVER,
        ttfbMs: 100,
        clock: slow,
        failure: (text) => (text === 'bad' ? failure('quota') : undefined),
      });
      service = make([server]);
      const batch = Array.fromAsync(service.synthesizeBatch(['bad', 'b', 'c'], { maxParallel: 2 }));
      const failed = expect(batch).rejects.toMatchObject({ category: 'quota' });
      await slow.advance(100);
      await failed;
      await slow.advance(1000);
      expect(server.calls.map(({ text }) => text)).not.toContain('c');
    });

    it('ends quietly on an abort', async () => {
      const signal = AbortSignal.abort('hang-up');
      expect(await Array.fromAsync(service.synthesizeBatch(['a', 'b'], { signal }))).toEqual([]);
    });

    it.each([
      ['maxParallel', { maxParallel: 0 }],
      ['format', { format: 'mp3' as 'wav' }],
      ['rate', { rate: 9 }],
    ])('refuses a bad %s before anybody is asked', async (field, options) => {
      const batch = Array.fromAsync(service.synthesizeBatch(['a'], options));
      await expect(batch).rejects.toMatchObject({ field });
      expect(server.calls).toEqual([]);
    });
  });
});
