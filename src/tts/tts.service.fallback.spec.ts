import { CircuitBreaker } from '@vox/outbound';
import { OpenAiSpeechStandIn } from '@vox/stand-ins';
import { ToneSynthesizer } from '@vox/testing';
import { type AudioFrame, ProviderError, type ProviderErrorCategory } from '@vox/voice-core';

import { eventually } from '../../test/support/eventually';
import { failure, SERVER, TtsBench } from '../../test/support/tts-bench';
import { OpenAiSpeechSynthesizer } from './adapters/openai/openai-speech-synthesizer.adapter';
import type { TtsProvider } from './tts-providers';
import { TtsService } from './tts.service';

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
  const bench = new TtsBench();

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
      bench.fault = failure(category);
      expect((await bench.speak('one two'))[0]?.sampleRateHz).toBe(16_000);
      expect(bench.server.calls).toHaveLength(tries);
      expect(bench.embedded.calls).toHaveLength(1);
    });

    it('tells who speaks before the first frame, not who was asked first', async () => {
      bench.fault = failure('server');
      const told: string[] = [];
      const { signal } = new AbortController();
      const frames = bench.service.synthesize('one', {
        signal,
        onProvider: (name) => told.push(name),
      });
      await frames.next();
      expect(told).toEqual(['embedded']);
    });

    it('tries again after a 504, but not after its own deadline', async () => {
      bench.fault = failure('timeout', 504);
      await bench.speak('one');
      expect(bench.server.calls).toHaveLength(3);
      bench.service = bench.make([bench.server, bench.embedded]);
      bench.fault = failure('timeout');
      await bench.speak('one');
      expect(bench.server.calls).toHaveLength(4);
    });

    it('speaks with the first provider when a later try succeeds', async () => {
      let tries = 0;
      bench.server = new ToneSynthesizer({
        ...SERVER,
        failure: () => (++tries < 3 ? failure('server') : undefined),
      });
      bench.service = bench.make([bench.server, bench.embedded]);
      expect((await bench.speak('one')).length).toBeGreaterThan(0);
      expect([bench.server.calls.length, bench.embedded.calls.length]).toEqual([3, 0]);
    });

    it('speaks no part of a sentence twice: what fails in its middle stays broken off', async () => {
      bench.server = new BreakingVoice();
      bench.service = bench.make([bench.server, bench.embedded]);
      const frames: AudioFrame[] = [];
      await expect(bench.speak('one two three', { rate: 1 }, frames)).rejects.toBeInstanceOf(
        ProviderError,
      );
      expect(frames).toHaveLength(2);
      expect([bench.server.calls.length, bench.embedded.calls.length]).toEqual([1, 0]);
    });

    it('rests a provider that fails, for every session, and asks it again later', async () => {
      bench.fault = failure('server');
      await bench.speak('one');
      await bench.speak('two');
      expect(bench.server.calls).toHaveLength(3);
      expect(bench.service.info.name).toBe('embedded');
      bench.fault = undefined;
      await bench.clock.advance(6000);
      expect(bench.service.info.name).toBe('server');
      await bench.speak('three');
      expect(bench.server.calls).toHaveLength(4);
    });

    it('is spoken by a voice whose key may speak, and may not list models', async () => {
      const standIn = await OpenAiSpeechStandIn.start();
      const fetched: typeof fetch = (url, init) =>
        typeof url === 'string' && url.endsWith('/models')
          ? Promise.resolve(new Response('{}', { status: 403 }))
          : fetch(url, init);
      const options = { baseUrl: standIn.url, model: 'm', voice: 'alloy', format: 'pcm' } as const;
      const adapter = new OpenAiSpeechSynthesizer(options, bench.clock, { fetch: fetched });
      const breaker = new CircuitBreaker(bench.clock);
      const restricted: TtsProvider = { kind: 'tts', id: 'openai', adapter, breaker };
      bench.service = bench.over([restricted, bench.provider(bench.embedded)]);
      bench.service.start();
      await eventually(
        () => bench.service.healthCheck().providers[0]?.checkedAtMs,
        (checkedAtMs) => checkedAtMs !== undefined,
      );
      expect((await bench.speak('Hello.')).length).toBeGreaterThan(0);
      expect(standIn.speechRequests).toHaveLength(1);
      expect(bench.embedded.calls).toHaveLength(0);
      await standIn.close();
    });

    it('fails with the last provider when none speaks', async () => {
      bench.fault = failure('server');
      bench.service = bench.make([bench.server]);
      await expect(bench.speak('one')).rejects.toMatchObject({ kind: 'tts', category: 'server' });
      await expect(bench.speak('two')).rejects.toMatchObject({ category: 'connectivity' });
      expect(await bench.service.health()).toEqual({
        isHealthy: false,
        detail: 'no speech provider works (server)',
        providers: [{ name: 'server', circuit: 'open', status: 'down', lastError: 'server' }],
      });
    });
  });
});
