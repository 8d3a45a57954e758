import { ProviderRoster } from '@vox/outbound';
import { type AudioFrame, InvalidInputError, type VoiceSettings } from '@vox/voice-core';

import { failure, TtsBench } from '../../test/support/tts-bench';
import { TtsService } from './tts.service';

describe(TtsService.name, () => {
  const bench = new TtsBench();

  describe('synthesize', () => {
    it('asks the first provider, with the defaults of the server', async () => {
      expect((await bench.speak('one two'))[0]?.sampleRateHz).toBe(24_000);
      expect(bench.server.calls).toMatchObject([
        { text: 'one two', options: { rate: 1.25, pitch: 0.9 } },
      ]);
      expect(bench.embedded.calls).toEqual([]);
    });

    it('leaves out what no voice has', async () => {
      expect(bench.service.controls).toEqual(['exaggeration']);
      await bench.speak('one', { exaggeration: 0.5, cfgWeight: 0.2 });
      expect(bench.server.calls[0]?.options).toMatchObject({ exaggeration: 0.5 });
      expect(bench.server.calls[0]?.options).not.toHaveProperty('cfgWeight');
    });

    it("prefers the agent's settings to the defaults", async () => {
      await bench.speak('one', { rate: 0.5, pitch: 2, voice: 'ada', exaggeration: 0.5 });
      expect(bench.server.calls[0]?.options).toMatchObject({
        rate: 0.5,
        pitch: 2,
        voice: 'ada',
        exaggeration: 0.5,
      });
    });

    it('makes speech louder and quieter, whatever the engine can do', async () => {
      const peak = async (volume: number) =>
        Math.max(...(await bench.speak('one', { volume })).flatMap(({ pcm }) => [...pcm]));
      const own = await peak(1);
      expect(await peak(0.5)).toBeCloseTo(own / 2, -1);
      expect(await peak(2)).toBeCloseTo(own * 2, -1);
      expect(await peak(0)).toBe(0);
      expect(bench.server.calls.at(-1)?.options).not.toHaveProperty('volume');
    });

    it.each<[string, VoiceSettings]>([
      ['rate', { rate: 3 }],
      ['volume', { volume: 2.5 }],
      ['language', { language: '?' }],
    ])('refuses a bad %s before anybody is asked', async (field, settings) => {
      await expect(bench.speak('one', settings)).rejects.toMatchObject({
        name: 'InvalidInputError',
        field,
      });
      expect(bench.server.calls).toEqual([]);
    });

    it('refuses more text than a server takes', async () => {
      await expect(bench.speak('a'.repeat(3001))).rejects.toBeInstanceOf(InvalidInputError);
    });

    it.each(['', ' ', '…', '🙂'])('says nothing for "%s" and asks nobody', async (text) => {
      expect(await bench.speak(text)).toEqual([]);
      expect(bench.server.calls).toEqual([]);
    });

    it('ends quietly on a barge-in', async () => {
      const controller = new AbortController();
      const { signal } = controller;
      const frames: AudioFrame[] = [];
      for await (const frame of bench.service.synthesize('one two three', { signal })) {
        frames.push(frame);
        controller.abort('barge-in');
      }
      expect(frames).toHaveLength(1);
    });

    it('defect 12: cancelling one synthesis leaves its siblings', async () => {
      const controller = new AbortController();
      const cancelled = bench.service.synthesize('one two three', { signal: controller.signal });
      const sibling = bench.service.synthesize('one two three', {
        signal: new AbortController().signal,
        rate: 1,
      });
      await Promise.all([cancelled.next(), sibling.next()]);
      // A new one of the same session cancels nothing either.
      const later = bench.speak('four', { rate: 1 });
      controller.abort('barge-in');
      expect(await Array.fromAsync(cancelled)).toEqual([]);
      expect(await Array.fromAsync(sibling)).toHaveLength(8);
      expect(await later).toHaveLength(3);
    });

    it('makes a sentence ready while the one before it is played', async () => {
      const { signal } = new AbortController();
      const frames = bench.service.synthesize('one two three four', { signal });
      await frames.next();
      await new Promise((resolve) => setImmediate(resolve));
      expect(bench.server.calls[0]?.outcome).toBe('completed');
      await frames.return();
    });
  });

  describe('health', () => {
    it('is well when the first provider is', async () => {
      expect(await bench.service.health()).toEqual({
        isHealthy: true,
        providers: [
          { name: 'server', circuit: 'closed', status: 'up' },
          { name: 'embedded', circuit: 'closed', status: 'up' },
        ],
      });
      expect(bench.service.healthCheck()).toMatchObject({
        isHealthy: true,
        provider: 'server',
        providers: [
          { name: 'server', isEmbedded: false, circuit: 'closed', isHealthy: true, running: 0 },
          { name: 'embedded', isEmbedded: true, circuit: 'closed' },
        ],
      });
    });

    it('says who speaks instead, and why', async () => {
      bench.fault = failure('server');
      await bench.speak('one');
      expect(await bench.service.health()).toEqual({
        isHealthy: true,
        detail: 'server is down (server); embedded speaks',
        providers: [
          { name: 'server', circuit: 'open', status: 'down', lastError: 'server' },
          { name: 'embedded', circuit: 'closed', status: 'up' },
        ],
      });
      expect(bench.service.healthCheck().providers[0]).toMatchObject({
        circuit: 'open',
        lastError: 'server',
      });
    });

    it('is not well by a voice that only agents who name it ask', async () => {
      const make = (): never => {
        throw new Error('nobody has added one');
      };
      const [environment, others] = [
        [bench.provider(bench.server)],
        [bench.provider(bench.embedded)],
      ];
      bench.service = bench.of(new ProviderRoster({ environment, others, fallsBack: false, make }));
      expect(await bench.service.health()).toMatchObject({ isHealthy: true });
      bench.fault = failure('server');
      await expect(bench.speak('one')).rejects.toMatchObject({ category: 'server' });
      expect(await bench.service.health()).toEqual({
        isHealthy: false,
        detail: 'no speech provider works (server)',
        providers: [
          { name: 'server', circuit: 'open', status: 'down', lastError: 'server' },
          { name: 'embedded', circuit: 'closed', status: 'up' },
        ],
      });
    });

    it('is looked after in the background, not before a synthesis', async () => {
      const asked = jest.spyOn(bench.server, 'health');
      await bench.speak('one');
      expect(asked).not.toHaveBeenCalled();
      bench.service.start();
      expect(asked).toHaveBeenCalledTimes(1);
    });

    it('passes over a server that says it is not well, until it is', async () => {
      bench.server.isHealthy = false;
      bench.service.start();
      await new Promise((resolve) => setImmediate(resolve));
      expect(bench.service.info.name).toBe('embedded');
      await bench.speak('one');
      expect(bench.server.calls).toEqual([]);
    });
  });

  it('lists the voices of those that have a list now', async () => {
    const list = { voices: () => Promise.resolve([{ id: 'ada', name: 'Ada' }]) };
    bench.service = bench.over([
      bench.provider(bench.server, { catalogue: list }),
      bench.provider(bench.embedded, {
        catalogue: { voices: () => Promise.reject(failure('server')) },
      }),
      bench.provider(bench.embedded),
    ]);
    expect(await bench.service.getAvailableVoices()).toEqual([
      { id: 'ada', name: 'Ada', provider: 'server' },
    ]);
  });

  it('ends what runs and closes the engines when it stops, once', async () => {
    let closed = 0;
    bench.service = bench.make([bench.server], {
      close: () => Promise.resolve(void (closed += 1)),
    });
    const { signal } = new AbortController();
    const frames = bench.service.synthesize('one two three', { signal });
    await frames.next();
    await bench.service.onApplicationShutdown();
    expect((await frames.next()).done).toBe(true);
    expect(closed).toBe(1);
    expect(await bench.speak('one')).toEqual([]);
    bench.service.start();
    expect(bench.service.healthCheck().providers[0]?.checkedAtMs).toBeUndefined();
  });
});
