import { readWav } from '@vox/audio';
import { ToneSynthesizer, VirtualClock } from '@vox/testing';

import { failure, SERVER, TtsBench } from '../../test/support/tts-bench';
import { TtsService } from './tts.service';

describe(TtsService.name, () => {
  const bench = new TtsBench();

  describe('synthesizeStream', () => {
    it("defect 5's TTS half: the first bytes are there before the whole audio is", async () => {
      const slow = new VirtualClock();
      bench.server = new ToneSynthesizer({ ...SERVER, ttfbMs: 100, clock: slow });
      bench.service = bench.make([bench.server]);
      const stream = bench.service.synthesizeStream('one two three', {}, 'pcm');
      const first = stream.next();
      await slow.advance(100);
      expect((await first).value).toHaveLength(960);
      await stream.return();
      expect(bench.server.calls[0]?.frames).toBeLessThan(9);
    });

    it.each([
      ['wav', 44],
      ['pcm', 960],
    ] as const)('gives %s, its first chunk of %d bytes', async (format, bytes) => {
      const stream = bench.service.synthesizeStream('one', 'ada', format);
      expect((await stream.next()).value).toHaveLength(bytes);
      await stream.return();
      if (format === 'pcm') expect(bench.server.calls[0]?.options.voice).toBe('ada');
    });

    it('gives WAV unless told otherwise', async () => {
      const chunks = await Array.fromAsync(bench.service.synthesizeStream('one two'));
      expect(readWav(Buffer.concat(chunks)).sampleRateHz).toBe(24_000);
    });

    it('gives Opus packets', async () => {
      const packets = await Array.fromAsync(
        bench.service.synthesizeStream('one', { rate: 1 }, 'opus'),
      );
      expect(packets.length).toBeGreaterThanOrEqual(3);
      expect(packets.every(({ length }) => length < 400)).toBe(true);
    });

    it('refuses another format', async () => {
      const stream = bench.service.synthesizeStream('one', {}, 'mp3' as 'wav');
      await expect(stream.next()).rejects.toMatchObject({ field: 'format' });
    });
  });

  describe('synthesizeComplete', () => {
    it('gives a WAV file and what is known of it', async () => {
      const { audio, metadata } = await bench.service.synthesizeComplete('one two', { rate: 1 });
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
      bench.fault = failure('quota');
      const { metadata } = await bench.service.synthesizeComplete('one', { format: 'opus' });
      expect(metadata).toMatchObject({
        provider: 'embedded',
        format: 'opus',
        sampleRateHz: 48_000,
      });
    });

    it('gives what there was when it is aborted, and says so', async () => {
      const signal = AbortSignal.abort('barge-in');
      const { audio, metadata } = await bench.service.synthesizeComplete('one', {
        format: 'pcm',
        signal,
      });
      expect(audio).toHaveLength(0);
      expect(metadata).toMatchObject({ isComplete: false, durationMs: 0 });
    });
  });

  describe('synthesizeBatch', () => {
    it('gives each text with its index, in order', async () => {
      const batch = bench.service.synthesizeBatch(['one two three', 'one', 'one two'], { rate: 1 });
      const items = await Array.fromAsync(batch);
      expect(items.map(([index, , { durationMs }]) => [index, durationMs])).toEqual([
        [0, 180],
        [1, 60],
        [2, 120],
      ]);
    });

    it('runs no more at a time than allowed', async () => {
      const slow = new VirtualClock();
      bench.server = new ToneSynthesizer({ ...SERVER, ttfbMs: 100, clock: slow });
      bench.service = bench.make([bench.server]);
      const batch = Array.fromAsync(
        bench.service.synthesizeBatch(['a', 'b', 'c', 'd'], { maxParallel: 2, inOrder: false }),
      );
      await slow.advance(50);
      expect(bench.server.calls).toHaveLength(2);
      await slow.advance(100);
      expect(bench.server.calls).toHaveLength(4);
      await slow.advance(100);
      expect(await batch).toHaveLength(4);
    });

    it('cancels the rest when it is left', async () => {
      const slow = new VirtualClock();
      bench.server = new ToneSynthesizer({
        ...SERVER,
        ttfbMs: 100,
        clock: slow,
        failure: (text) => (text === 'bad' ? failure('quota') : undefined),
      });
      bench.service = bench.make([bench.server]);
      const batch = Array.fromAsync(
        bench.service.synthesizeBatch(['bad', 'b', 'c'], { maxParallel: 2 }),
      );
      const failed = expect(batch).rejects.toMatchObject({ category: 'quota' });
      await slow.advance(100);
      await failed;
      await slow.advance(1000);
      expect(bench.server.calls.map(({ text }) => text)).not.toContain('c');
    });

    it('ends quietly on an abort', async () => {
      const signal = AbortSignal.abort('hang-up');
      expect(await Array.fromAsync(bench.service.synthesizeBatch(['a', 'b'], { signal }))).toEqual(
        [],
      );
    });

    it.each([
      ['maxParallel', { maxParallel: 0 }],
      ['format', { format: 'mp3' as 'wav' }],
      ['rate', { rate: 9 }],
    ])('refuses a bad %s before anybody is asked', async (field, options) => {
      const batch = Array.fromAsync(bench.service.synthesizeBatch(['a'], options));
      await expect(batch).rejects.toMatchObject({ field });
      expect(bench.server.calls).toEqual([]);
    });
  });
});
