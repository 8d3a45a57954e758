import { ToneSynthesizer, VirtualClock } from '@vox/testing';
import { ProviderError, type ProviderErrorCategory, type ProviderHealth } from '@vox/voice-core';

import { CircuitBreaker } from './circuit-breaker';
import type { Provider } from './provider';
import { ProviderMonitor, type ProviderMonitorOptions } from './provider-monitor';

const failed = (category: ProviderErrorCategory) =>
  new ProviderError(category, { kind: 'tts', provider: 'server', category });

describe(ProviderMonitor.name, () => {
  const make = (options: Partial<ProviderMonitorOptions> = {}) => {
    const clock = new VirtualClock();
    const adapter = new ToneSynthesizer({ name: 'server', isEmbedded: false });
    const breaker = new CircuitBreaker(clock, { failureThreshold: 2, openMs: 1000 });
    const provider: Provider = { kind: 'tts', adapter, breaker };
    const rules = { clock, failedDetail: 'the check failed', ...options };
    return {
      clock,
      adapter,
      breaker,
      provider,
      monitor: new ProviderMonitor(() => [provider], rules),
    };
  };
  const open = ({ breaker }: ReturnType<typeof make>, category: ProviderErrorCategory) => {
    for (let times = 0; times < 2; times++) breaker.admit()?.failed(failed(category));
    expect(breaker.state).toBe('open');
  };

  it('presumes health until it has asked, then keeps the answer and its time', async () => {
    const { monitor, provider, adapter, clock } = make();
    expect([monitor.isHealthy(provider), monitor.lastCheck(provider)]).toEqual([true, undefined]);
    adapter.isHealthy = false;
    await monitor.checkAll();
    expect(monitor.lastCheck(provider)).toMatchObject({
      isHealthy: false,
      atMs: clock.wallMs(),
    });
  });

  it('takes a check that fails for an answer', async () => {
    const { monitor, provider, adapter } = make();
    adapter.health = () => Promise.reject(new Error('broken'));
    await monitor.checkAll();
    expect(monitor.lastCheck(provider)).toMatchObject({
      isHealthy: false,
      detail: 'the check failed',
    });
  });

  it('waits for an answer as long as it may', async () => {
    const { monitor, provider, adapter, clock } = make({ timeoutMs: 5000 });
    adapter.health = () => new Promise(() => undefined);
    const checking = monitor.checkAll();
    await clock.advance(4999);
    expect(monitor.lastCheck(provider)).toBeUndefined();
    await clock.advance(1);
    await checking;
    expect(monitor.lastCheck(provider)).toMatchObject({ isHealthy: false, detail: 'timeout' });
    expect(clock.sleepers).toBe(0);
  });

  it('leaves a provider well whose bad answer does not say that it is down', async () => {
    const isDown = ({ detail }: ProviderHealth) => detail === 'connectivity';
    const { monitor, provider, adapter } = make({ isDown });
    adapter.health = () => Promise.resolve({ isHealthy: false, detail: 'authorization' });
    await monitor.checkAll();
    expect(monitor.isHealthy(provider)).toBe(true);
    adapter.health = () => Promise.resolve({ isHealthy: false, detail: 'connectivity' });
    await monitor.checkAll();
    expect(monitor.isHealthy(provider)).toBe(false);
  });

  it('closes a half-open circuit whose failure a good answer disproves, and no other', async () => {
    const made = make({ disproves: new Set(['connectivity']) });
    open(made, 'connectivity');
    await made.monitor.checkAll();
    expect(made.breaker.state).toBe('open');
    await made.clock.advance(1000);
    await made.monitor.checkAll();
    expect(made.breaker.state).toBe('closed');
    open(made, 'server');
    await made.clock.advance(1000);
    await made.monitor.checkAll();
    expect(made.breaker.state).toBe('half-open');
  });

  it('counts bad answers against the circuit where it is told to', async () => {
    for (const countsFailures of [true, false]) {
      const { monitor, adapter, breaker } = make({ countsFailures });
      adapter.isHealthy = false;
      await monitor.checkAll();
      await monitor.checkAll();
      expect(breaker.state).toBe(countsFailures ? 'open' : 'closed');
    }
  });

  it('believes what was served more than a check', async () => {
    const { monitor, provider, adapter } = make();
    adapter.isHealthy = false;
    await monitor.checkAll();
    monitor.hasServed(provider);
    expect(monitor.isHealthy(provider)).toBe(true);
  });

  it('tells of each change once', async () => {
    const changes: boolean[] = [];
    const { monitor, adapter } = make({
      onChange: (_provider, { isHealthy }) => changes.push(isHealthy),
    });
    for (const isHealthy of [true, false, false, true, true]) {
      adapter.isHealthy = isHealthy;
      await monitor.checkAll();
    }
    expect(changes).toEqual([false, true]);
  });

  it('asks every interval, one question at a time, until it is stopped', async () => {
    jest.useFakeTimers();
    try {
      const { monitor, adapter } = make();
      let asked = 0;
      let answer: () => void = () => undefined;
      adapter.health = () => {
        asked++;
        return new Promise((resolve) => (answer = () => resolve({ isHealthy: true })));
      };
      expect([monitor.start(10), monitor.start(10)]).toEqual([true, false]);
      await jest.advanceTimersByTimeAsync(35);
      expect(asked).toBe(1);
      answer();
      await jest.advanceTimersByTimeAsync(10);
      expect(asked).toBe(2);
      monitor.stop();
      monitor.stop();
      answer();
      await jest.advanceTimersByTimeAsync(50);
      expect(asked).toBe(2);
    } finally {
      jest.useRealTimers();
    }
  });
});
