import { Logger } from '@nestjs/common';
import { CircuitBreaker } from '@vox/outbound';
import { ToneSynthesizer, VirtualClock } from '@vox/testing';

import { ProviderMonitor } from './provider-monitor';

describe(ProviderMonitor.name, () => {
  beforeAll(() => Logger.overrideLogger(false));
  const clock = new VirtualClock();
  const make = (isEmbedded = false) => {
    const synthesizer = new ToneSynthesizer({ name: 'server', isEmbedded });
    const provider = { synthesizer, breaker: new CircuitBreaker(clock) };
    return { synthesizer, provider, monitor: new ProviderMonitor([provider], clock, 5) };
  };

  it('presumes that a provider is well before it was asked', () => {
    const { monitor, provider } = make();
    expect(monitor.isUsable(provider)).toBe(true);
    expect(monitor.report()).toEqual([
      {
        name: 'server',
        label: 'server (test)',
        isEmbedded: false,
        isHealthy: true,
        circuit: 'closed',
        running: 0,
        waiting: 0,
      },
    ]);
  });

  it('follows what the provider says', async () => {
    const { monitor, provider, synthesizer } = make();
    synthesizer.isHealthy = false;
    await monitor.checkAll();
    expect(monitor.isUsable(provider)).toBe(false);
    expect(monitor.report()[0]).toMatchObject({ isHealthy: false, checkedAtMs: clock.wallMs() });
    synthesizer.isHealthy = true;
    await monitor.checkAll();
    expect(monitor.isUsable(provider)).toBe(true);
  });

  it('takes a check that fails for an answer', async () => {
    const { monitor, provider, synthesizer } = make();
    synthesizer.health = () => Promise.reject(new Error('broken'));
    await monitor.checkAll();
    expect(monitor.isUsable(provider)).toBe(false);
    expect(monitor.report()[0]?.detail).toBe('the check failed');
  });

  it('believes a sentence more than a check', async () => {
    const { monitor, provider, synthesizer } = make();
    synthesizer.isHealthy = false;
    await monitor.checkAll();
    monitor.hasSpoken(provider);
    expect(monitor.isUsable(provider)).toBe(true);
  });

  it('never gives up the embedded engine', async () => {
    const { monitor, provider, synthesizer } = make(true);
    synthesizer.isHealthy = false;
    await monitor.checkAll();
    expect(monitor.isUsable(provider)).toBe(true);
  });

  it('asks again and again until it is stopped', async () => {
    const { monitor, synthesizer } = make();
    let asked = 0;
    const third = new Promise<void>((resolve) => {
      synthesizer.health = () => {
        asked += 1;
        if (asked === 3) resolve();
        return Promise.resolve({ isHealthy: true });
      };
    });
    monitor.start();
    monitor.start();
    await third;
    monitor.stop();
    monitor.stop();
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(asked).toBe(3);
  });
});
