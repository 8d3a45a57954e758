import { Logger } from '@nestjs/common';
import { CircuitBreaker, ProviderMonitor } from '@vox/outbound';
import { ToneSynthesizer, VirtualClock } from '@vox/testing';
import { ProviderError } from '@vox/voice-core';

import { isUsable, ttsChecks, ttsProviderHealth } from './tts-health';
import type { TtsProvider } from './tts-providers';

describe('the health of voices', () => {
  beforeAll(() => Logger.overrideLogger(false));
  const clock = new VirtualClock();
  const make = (isEmbedded = false) => {
    const adapter = new ToneSynthesizer({ name: 'server', isEmbedded });
    const breaker = new CircuitBreaker(clock);
    const provider: TtsProvider = { kind: 'tts', id: 'server', adapter, breaker };
    const monitor = new ProviderMonitor(() => [provider], ttsChecks(clock));
    return { adapter, provider, monitor, report: () => ttsProviderHealth(provider, monitor) };
  };

  it('presumes that a provider is well before it was asked', () => {
    const { monitor, provider, report } = make();
    expect(isUsable(provider, monitor)).toBe(true);
    expect(report()).toEqual({
      name: 'server',
      label: 'server (test)',
      isEmbedded: false,
      isHealthy: true,
      circuit: 'closed',
      running: 0,
      waiting: 0,
    });
  });

  it('follows what the provider says, and opens no circuit for it', async () => {
    const { monitor, provider, adapter, report } = make();
    adapter.isHealthy = false;
    await monitor.checkAll();
    expect(isUsable(provider, monitor)).toBe(false);
    expect(report()).toMatchObject({ isHealthy: false, checkedAtMs: clock.wallMs() });
    expect(provider.breaker.lastError).toBeUndefined();
    adapter.isHealthy = true;
    await monitor.checkAll();
    expect(isUsable(provider, monitor)).toBe(true);
  });

  it.each([
    ['connectivity', 'closed'],
    ['timeout', 'half-open'],
    ['server', 'half-open'],
  ] as const)(
    'when it answers again after failures of %s its circuit is %s',
    async (category, state) => {
      const { monitor, provider } = make();
      for (let tries = 0; tries < 3; tries++) {
        const failure = { kind: 'tts', provider: 'server', category } as const;
        provider.breaker.admit()?.failed(new ProviderError('gone', failure));
      }
      expect(provider.breaker.state).toBe('open');
      await monitor.checkAll();
      expect(provider.breaker.state).toBe('open');
      await clock.advance(60_000);
      expect(provider.breaker.state).toBe('half-open');
      await monitor.checkAll();
      expect(provider.breaker.state).toBe(state);
    },
  );

  it('takes a check that fails for an answer', async () => {
    const { monitor, provider, adapter, report } = make();
    adapter.health = () => Promise.reject(new Error('broken'));
    await monitor.checkAll();
    expect(isUsable(provider, monitor)).toBe(false);
    expect(report().detail).toBe('the check failed');
  });

  it('never gives up the embedded engine', async () => {
    const { monitor, provider, adapter } = make(true);
    adapter.isHealthy = false;
    await monitor.checkAll();
    expect(isUsable(provider, monitor)).toBe(true);
  });
});
