import { VirtualClock } from '@vox/testing';
import { ProviderError, type ProviderErrorCategory } from '@vox/voice-core';

import { CircuitBreaker } from './circuit-breaker';

const error = (category: ProviderErrorCategory) =>
  new ProviderError('failed', { kind: 'llm', provider: 'x', category });

describe(CircuitBreaker.name, () => {
  let clock: VirtualClock;
  let breaker: CircuitBreaker;
  beforeEach(() => {
    clock = new VirtualClock();
    breaker = new CircuitBreaker(clock);
  });
  const fail = (category: ProviderErrorCategory = 'server') =>
    breaker.admit()?.failed(error(category));

  it('opens at the third failure in a row', () => {
    fail();
    fail();
    expect(breaker.state).toBe('closed');
    fail();
    expect(breaker.state).toBe('open');
    expect(breaker.admit()).toBeUndefined();
    expect(breaker.lastError).toBe('server');
  });

  it('forgets failures at a success', () => {
    fail();
    fail();
    breaker.admit()?.succeeded();
    fail();
    expect(breaker.state).toBe('closed');
  });

  it.each(['authentication', 'quota'] as const)('opens at once on %s', (category) => {
    fail(category);
    expect(breaker.state).toBe('open');
  });

  it('holds neither bad requests nor barge-ins against the provider', () => {
    for (let count = 0; count < 5; count++) {
      fail('invalid-request');
      breaker.admit()?.abandoned();
    }
    expect(breaker.state).toBe('closed');
    expect(breaker.lastError).toBeUndefined();
  });

  it('lets one probe through once it has rested', async () => {
    fail('quota');
    await clock.advance(5000);
    expect(breaker.state).toBe('half-open');
    const probe = breaker.admit();
    expect(probe).toBeDefined();
    expect(breaker.admit()).toBeUndefined();
    probe?.succeeded();
    expect(breaker.state).toBe('closed');
    expect(breaker.lastError).toBeUndefined();
  });

  it('admits others as soon as the probe answers', async () => {
    fail('quota');
    await clock.advance(5000);
    const probe = breaker.admit();
    probe?.answering();
    const other = breaker.admit();
    expect(other).toBeDefined();
    probe?.abandoned();
    expect(breaker.admit()).toBeUndefined();
  });

  it('rests twice as long after each failed probe, a minute at most', async () => {
    fail('quota');
    for (const restMs of [5000, 10_000, 20_000, 40_000, 60_000, 60_000]) {
      await clock.advance(restMs - 1);
      expect(breaker.state).toBe('open');
      await clock.advance(1);
      expect(breaker.state).toBe('half-open');
      fail();
    }
  });

  const admitAll = (count: number) => Array.from({ length: count }, () => breaker.admit());

  it('rests no longer because many had asked before it opened', async () => {
    const admissions = admitAll(50);
    for (const admission of admissions.slice(10)) admission?.failed(error('connectivity'));
    expect(breaker.state).toBe('open');
    await clock.advance(5000);
    // Those that wait for an answer to the last.
    for (const admission of admissions) admission?.failed(error('timeout'));
    expect(breaker.state).toBe('half-open');
    fail();
    await clock.advance(9999);
    expect(breaker.state).toBe('open');
    await clock.advance(1);
    expect(breaker.state).toBe('half-open');
  });

  it('counts once what cuts many answers at the same time', () => {
    const answers = () => {
      const all = admitAll(50);
      for (const admission of all) admission?.answering();
      return all;
    };
    for (const [time, state] of ['closed', 'closed', 'open'].entries()) {
      for (const admission of answers()) admission?.failed(error('connectivity'));
      expect([time, breaker.state]).toEqual([time, state]);
    }
  });

  it('lets another probe through when one was abandoned', async () => {
    fail('quota');
    await clock.advance(5000);
    breaker.admit()?.abandoned();
    expect(breaker.admit()).toBeDefined();
  });

  it('listens to the first word about an admission only', () => {
    const admission = breaker.admit();
    admission?.succeeded();
    admission?.failed(error('quota'));
    expect(breaker.state).toBe('closed');
  });

  it('counts what is no provider error, too', () => {
    breaker.admit()?.failed(new Error('odd'));
    expect(breaker.lastError).toBe('unknown');
  });
});
