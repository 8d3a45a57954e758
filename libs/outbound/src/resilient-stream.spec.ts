import { ToneSynthesizer, VirtualClock } from '@vox/testing';
import { ProviderError, type ProviderErrorCategory } from '@vox/voice-core';

import { CircuitBreaker } from './circuit-breaker';
import { resilient, type ResilienceOptions } from './resilient-stream';

type Try = {
  readonly gives?: readonly string[];
  readonly fails?: Error;
  readonly waitMs?: number;
};

const failure = (category: ProviderErrorCategory) =>
  new ProviderError(category, { kind: 'llm', provider: 'x', category });

describe(resilient.name, () => {
  let clock: VirtualClock;
  let breaker: CircuitBreaker;
  let asked: number;
  beforeEach(() => {
    clock = new VirtualClock();
    breaker = new CircuitBreaker(clock);
    asked = 0;
  });

  const run = (tries: readonly Try[], more: Partial<ResilienceOptions> = {}) => {
    const options: ResilienceOptions = {
      provider: { kind: 'llm', adapter: new ToneSynthesizer({ name: 'x' }), breaker },
      retry: { attempts: 3, backoffMs: 100, maxBackoffMs: 1000 },
      deadlines: {},
      clock,
      signal: new AbortController().signal,
      ...more,
    };
    return resilient(async function* (signal) {
      const { gives = [], fails, waitMs = 0 } = tries[asked++] ?? {};
      await clock.sleepUntil(clock.nowMs() + waitMs, signal);
      yield* gives;
      if (fails !== undefined) throw fails;
    }, options);
  };
  const settled = async (stream: AsyncIterable<string>) => {
    const reading = Array.fromAsync(stream);
    reading.catch(() => undefined);
    await clock.advance(10_000);
    return reading;
  };

  it('tries again after passing failures and gives the reply once', async () => {
    const told: number[] = [];
    const stream = run(
      [{ fails: failure('server') }, { fails: failure('rate-limit') }, { gives: ['a', 'b'] }],
      {
        onRetry: (_error, attempt) => told.push(attempt),
      },
    );
    expect(await settled(stream)).toEqual(['a', 'b']);
    expect(told).toEqual([1, 2]);
    expect(breaker.lastError).toBeUndefined();
  });

  it('waits between tries, longer each time', async () => {
    const stream = run([
      { fails: failure('server') },
      { fails: failure('server') },
      { gives: ['a'] },
    ]);
    const reading = Array.fromAsync(stream);
    await clock.advance(79);
    expect(asked).toBe(1);
    await clock.advance(42);
    expect(asked).toBe(2);
    await clock.advance(118);
    expect(asked).toBe(2);
    await clock.advance(130);
    expect(await reading).toEqual(['a']);
  });

  it.each(['authentication', 'authorization', 'invalid-request', 'quota', 'protocol'] as const)(
    'does not try again after %s',
    async (category) => {
      await expect(settled(run([{ fails: failure(category) }]))).rejects.toMatchObject({
        category,
      });
      expect(asked).toBe(1);
    },
  );

  it('does not try again once something was given', async () => {
    const seen: string[] = [];
    const reading = (async () => {
      for await (const item of run([{ gives: ['a'], fails: failure('server') }])) seen.push(item);
    })();
    await expect(reading).rejects.toMatchObject({ category: 'server' });
    expect([asked, seen]).toEqual([1, ['a']]);
  });

  it('leaves it at one try where the owner says so', async () => {
    const retry = { attempts: 3, backoffMs: 1, maxBackoffMs: 1, isFinal: () => true };
    await expect(settled(run([{ fails: failure('server') }], { retry }))).rejects.toThrow();
    expect(asked).toBe(1);
  });

  it('asks for its deadlines before each try', async () => {
    let calls = 0;
    const deadlines = () => ({ firstItemMs: ++calls * 100 });
    const stream = run([{ waitMs: 150 }, { waitMs: 150, gives: ['a'] }], { deadlines });
    expect(await settled(stream)).toEqual(['a']);
    expect(calls).toBe(2);
  });

  it('refuses at once while the circuit is open', async () => {
    breaker.admit()?.failed(failure('authentication'));
    await expect(settled(run([]))).rejects.toMatchObject({ category: 'connectivity' });
    expect(asked).toBe(0);
  });

  it('tells of the failure itself when its own tries opened the circuit', async () => {
    breaker.admit()?.failed(failure('server'));
    const tries = Array.from({ length: 3 }, () => ({ fails: failure('server') }));
    await expect(settled(run(tries))).rejects.toMatchObject({ category: 'server' });
    expect(asked).toBe(2);
  });

  it('ends quietly on abort while it waits for the next try, and blames nobody for it', async () => {
    const controller = new AbortController();
    const reading = Array.fromAsync(
      run([{ fails: failure('server') }], { signal: controller.signal }),
    );
    await clock.advance(10);
    controller.abort('barge-in');
    expect(await reading).toEqual([]);
    expect(asked).toBe(1);
    expect(clock.sleepers).toBe(0);
  });

  it('takes a provider that answered for one that works, also when its reader left', async () => {
    breaker.admit()?.failed(failure('server'));
    for await (const item of run([{ gives: ['a', 'b'] }])) if (item === 'a') break;
    expect(breaker.lastError).toBeUndefined();
  });

  it('turns what is no provider error into one that is not tried again', async () => {
    await expect(settled(run([{ fails: new Error('odd') }]))).rejects.toMatchObject({
      category: 'unknown',
      provider: 'x',
    });
    expect(asked).toBe(1);
  });
});
