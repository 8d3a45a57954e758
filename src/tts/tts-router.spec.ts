import { Logger } from '@nestjs/common';
import { CircuitBreaker, ProviderMonitor } from '@vox/outbound';
import { ToneSynthesizer, VirtualClock } from '@vox/testing';
import type { AudioFrame, SpeechSynthesizer } from '@vox/voice-core';

import { ConcurrencyGate } from './concurrency-gate';
import { ttsChecks } from './tts-health';
import { fixedRoster } from '../../test/support/fixed-roster';
import type { TtsProvider } from './tts-providers';
import { retryDefaults, TtsRouter } from './tts-router';

/** Never gives a frame, and ends when it is told to. */
class SilentSynthesizer extends ToneSynthesizer {
  asked = 0;
  override async *synthesize(
    ...[, { signal }]: Parameters<SpeechSynthesizer['synthesize']>
  ): AsyncGenerator<AudioFrame> {
    this.asked += 1;
    await new Promise((resolve) => signal.addEventListener('abort', resolve));
  }
}

/** Gives one frame and then nothing more. */
class StallingSynthesizer extends ToneSynthesizer {
  override async *synthesize(
    ...[text, options]: Parameters<SpeechSynthesizer['synthesize']>
  ): AsyncGenerator<AudioFrame> {
    for await (const frame of super.synthesize(text, options)) {
      yield frame;
      await new Promise((resolve) => options.signal.addEventListener('abort', resolve));
    }
  }
}

describe(TtsRouter.name, () => {
  beforeAll(() => Logger.overrideLogger(false));
  let clock: VirtualClock;
  let gate: ConcurrencyGate;
  beforeEach(() => {
    clock = new VirtualClock();
    gate = new ConcurrencyGate(1);
  });

  const make = (first: SpeechSynthesizer, ...others: SpeechSynthesizer[]) => {
    const providers = [first, ...others].map<TtsProvider>((adapter, index) => ({
      kind: 'tts',
      id: adapter.info.name,
      adapter,
      breaker: new CircuitBreaker(clock),
      ...(index === 0 ? { gate } : {}),
    }));
    const monitor = new ProviderMonitor(() => providers, ttsChecks(clock));
    const router = new TtsRouter(fixedRoster(providers), monitor, clock, {
      firstAudioMs: 5000,
      stallMs: 2000,
      retry: retryDefaults,
    });
    return { router, providers };
  };
  const server = { name: 'server', isEmbedded: false };
  const speak = (router: TtsRouter, text = 'one', signal = new AbortController().signal) =>
    Array.fromAsync(router.frames(text, { signal }));
  const other = () => new ToneSynthesizer({ name: 'other', sampleRateHz: 48_000 });

  it('goes on to the next provider at the deadline, without a second try', async () => {
    const silent = new SilentSynthesizer(server);
    const { router, providers } = make(silent, other());
    const speaking = speak(router);
    await clock.advance(5000);
    expect((await speaking)[0]?.sampleRateHz).toBe(48_000);
    expect(silent.asked).toBe(1);
    expect(providers[0]?.breaker.lastError).toBe('timeout');
    expect([gate.inside, clock.sleepers]).toEqual([0, 0]);
  });

  it('gives up a sentence that stalls, and leaves its place', async () => {
    const { router } = make(new StallingSynthesizer(server), other());
    const failed = expect(speak(router)).rejects.toMatchObject({ category: 'timeout' });
    await clock.advance(2000);
    await failed;
    expect([gate.inside, clock.sleepers]).toEqual([0, 0]);
  });

  it('goes on to the next provider when its turn does not come', async () => {
    const tone = new ToneSynthesizer(server);
    const { router, providers } = make(tone, other());
    const leave = await gate.enter(new AbortController().signal);
    const speaking = speak(router);
    await clock.advance(5000);
    expect((await speaking)[0]?.sampleRateHz).toBe(48_000);
    expect(tone.calls).toEqual([]);
    // The queue is ours: the provider did nothing wrong.
    expect(providers[0]?.breaker.lastError).toBeUndefined();
    expect([gate.waiting, clock.sleepers]).toEqual([0, 0]);
    leave?.();
  });

  it('goes on to the next provider at once when too many wait', async () => {
    const { router } = make(new ToneSynthesizer(server), other());
    const waiting = new AbortController();
    const others = Array.from({ length: 257 }, () => gate.enter(waiting.signal));
    expect((await speak(router))[0]?.sampleRateHz).toBe(48_000);
    waiting.abort();
    await Promise.all(others);
  });

  it('leaves the queue quietly on a barge-in', async () => {
    const { router } = make(new ToneSynthesizer(server), other());
    await gate.enter(new AbortController().signal);
    const controller = new AbortController();
    const speaking = speak(router, 'one', controller.signal);
    await clock.advance(0);
    expect(gate.waiting).toBe(1);
    controller.abort('barge-in');
    expect(await speaking).toEqual([]);
    await clock.advance(0);
    expect([gate.waiting, clock.sleepers]).toEqual([0, 0]);
  });

  it('leaves its place when the server has made the sentence, though it is still played', async () => {
    const { router } = make(new ToneSynthesizer(server));
    const playing = router.frames('one two three', { signal: new AbortController().signal });
    await playing.next();
    await clock.advance(0);
    expect(gate.inside).toBe(0);
    expect(await Array.fromAsync(playing)).toHaveLength(8);
  });

  it('leaves its place when its reader walks away', async () => {
    const { router } = make(new StallingSynthesizer(server));
    const frames = router.frames('one', { signal: new AbortController().signal });
    await frames.next();
    expect(gate.inside).toBe(1);
    await frames.return();
    await clock.advance(0);
    expect([gate.inside, clock.sleepers]).toEqual([0, 0]);
  });

  it('says who speaks before the first frame', async () => {
    const { router } = make(new ToneSynthesizer(server));
    const chosen: string[] = [];
    const frames = router.frames('one', { signal: new AbortController().signal }, (name) => {
      chosen.push(name);
    });
    expect(chosen).toEqual([]);
    await frames.next();
    expect(chosen).toEqual(['server']);
    await frames.return();
  });

  it('has a provider for every sentence: when none is worth asking, the failure is its own', async () => {
    const { router, providers } = make(new ToneSynthesizer(server));
    for (let index = 0; index < 3; index++) providers[0]?.breaker.admit()?.failed(new Error());
    expect(router.current().name).toBe('server');
    await expect(speak(router)).rejects.toMatchObject({ category: 'connectivity' });
  });
});
