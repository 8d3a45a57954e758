import { VirtualClock } from '@vox/testing';
import type { Payer } from '@vox/voice-core';

import { SpendingBench } from '../../test/support/spending-bench';

const PAYER: Payer = { sessionId: 's-1', ownerId: 'o-1', userId: 'ann', agentId: 'a-1' };
const LLM = { kind: 'llm', name: 'openai', isEmbedded: false } as const;
const STT = { kind: 'stt', name: 'deepgram', isEmbedded: false } as const;

const DAY_MS = 24 * 3_600_000;

function bench(caps: Record<string, string> = {}) {
  const clock = new VirtualClock();
  const spending = new SpendingBench(clock, caps);
  const spend = (payer: Payer, promptTokens: number, audioMs = 0) => {
    const billing = { ...payer, purpose: 'answer' } as const;
    spending.begin(LLM, billing).end({ promptTokens, isEstimated: false });
    spending.begin(STT, billing).end({ audioMs, isEstimated: false });
  };
  return { clock, spending, spend, limits: spending.limits };
}

describe('what may be spent', () => {
  it('is anything where nothing is set', () => {
    const { spend, limits } = bench();
    spend(PAYER, 1e9, 1e9);
    expect([limits.reached(PAYER), limits.near(PAYER)]).toEqual([undefined, []]);
  });

  /** What is somebody else's in each scope, and does not count there. */
  const others: Readonly<Record<string, Payer>> = {
    SESSION: { ...PAYER, sessionId: 's-2' },
    USER: { ...PAYER, sessionId: 's-2', ownerId: 'o-2' },
    AGENT: { ...PAYER, sessionId: 's-2', agentId: 'a-2' },
  };

  it.each([
    ['CAP_SESSION_USD', 'session', 'usd', '0.01'],
    ['CAP_SESSION_TOKENS', 'session', 'tokens', '10000'],
    ['CAP_SESSION_MINUTES', 'session', 'minutes', '2.5'],
    ['CAP_USER_USD', 'user', 'usd', '0.01'],
    ['CAP_USER_TOKENS', 'user', 'tokens', '10000'],
    ['CAP_USER_MINUTES', 'user', 'minutes', '2.5'],
    ['CAP_AGENT_USD', 'agent', 'usd', '0.01'],
    ['CAP_AGENT_TOKENS', 'agent', 'tokens', '10000'],
    ['CAP_AGENT_MINUTES', 'agent', 'minutes', '2.5'],
    ['CAP_DAY_USD', 'day', 'usd', '0.01'],
    ['CAP_DAY_TOKENS', 'day', 'tokens', '10000'],
    ['CAP_DAY_MINUTES', 'day', 'minutes', '2.5'],
  ])('is as %s says', (name, scope, unit, value) => {
    const { spend, spending, limits } = bench({ [name]: value });
    const unitPrice = { provider: 'openai', model: '', unit: 'million_prompt_tokens' } as const;
    spending.prices.set([{ ...unitPrice, usd: '1' }]);
    let changes = 0;
    limits.listen(() => (changes += 1));
    spend(PAYER, 7900, 118_000);
    expect([limits.reached(PAYER), limits.near(PAYER), changes]).toEqual([undefined, [], 0]);
    spend(PAYER, 100, 2000);
    expect(limits.reached(PAYER)).toBeUndefined();
    expect(limits.near(PAYER)).toMatchObject([{ scope, unit, limit: Number(value) }]);
    expect(changes).toBe(1);
    spend(PAYER, 2000, 30_000);
    expect(limits.reached(PAYER)).toMatchObject({ scope, unit, limit: Number(value) });
    expect([limits.near(PAYER), changes]).toEqual([[], 2]);
    const other = others[name.split('_')[1] ?? ''];
    if (other !== undefined) expect(limits.reached(other)).toBeUndefined();
  });

  it('is of a day (UTC), but for a session', async () => {
    const { clock, spend, limits } = bench({ CAP_DAY_TOKENS: '10', CAP_SESSION_TOKENS: '30' });
    spend(PAYER, 20);
    expect(limits.reached(PAYER)?.scope).toBe('day');
    await clock.advance(DAY_MS);
    expect(limits.reached(PAYER)).toBeUndefined();
    spend(PAYER, 9);
    expect(limits.reached(PAYER)).toBeUndefined();
    spend({ ...PAYER, ownerId: 'o-3', agentId: 'a-3' }, 1);
    expect(limits.reached(PAYER)?.scope).toBe('session');
  });

  it('is less where an agent says so, and never more', () => {
    const { spend, limits } = bench({ CAP_AGENT_TOKENS: '100' });
    const frugal = { ...PAYER, agentLimits: { session: { minutes: 1 }, day: { tokens: 50 } } };
    const lavish = { ...PAYER, agentLimits: { day: { tokens: 500 } } };
    spend(PAYER, 60, 30_000);
    expect(limits.reached(frugal)).toMatchObject({ scope: 'agent', limit: 50, spent: 60 });
    expect(limits.reached(lavish)).toBeUndefined();
    expect(limits.reached({ ...PAYER, agentLimits: { session: { minutes: 0.5 } } })).toMatchObject({
      scope: 'session',
      unit: 'minutes',
    });
    spend(PAYER, 40);
    expect(limits.reached(lavish)).toMatchObject({ scope: 'agent', limit: 100 });
  });

  it('counts a request while it lasts, and what it took in the end', () => {
    const { spending, limits } = bench({ CAP_SESSION_TOKENS: '100' });
    const use = spending.begin(LLM, { ...PAYER, purpose: 'answer' });
    use.progress({ completionTokens: 90 });
    expect(limits.near(PAYER)).toMatchObject([{ spent: 90 }]);
    use.progress({ completionTokens: 120 });
    expect(limits.reached(PAYER)).toMatchObject({ spent: 120 });
    use.end({ promptTokens: 5, completionTokens: 60, isEstimated: false });
    expect([limits.reached(PAYER), limits.near(PAYER)]).toEqual([undefined, []]);
    use.end({ promptTokens: 500, isEstimated: false });
    expect(limits.reached(PAYER)).toBeUndefined();
    expect(spending.uses).toMatchObject([{ promptTokens: 5, completionTokens: 60 }]);
  });

  it('counts what others have spent, once it is looked up', async () => {
    const { spending, limits, spend } = bench({ CAP_USER_TOKENS: '100', CAP_DAY_USD: '1' });
    spending.elsewhere.spent.set('user', { usd: 0, tokens: 70, minutes: 0 });
    spend(PAYER, 20);
    expect(limits.near(PAYER)).toEqual([]);
    const { release } = await limits.open(() => PAYER);
    expect(limits.near(PAYER)).toMatchObject([{ scope: 'user', spent: 90 }]);
    spending.elsewhere.spent.set('user', { usd: 0, tokens: 80, minutes: 0 });
    await limits.refresh();
    expect(limits.reached(PAYER)).toMatchObject({ spent: 100 });
    release();
    spending.elsewhere.spent.set('user', { usd: 0, tokens: 0, minutes: 0 });
    await limits.refresh();
    expect(limits.reached(PAYER)).toMatchObject({ spent: 100 });
  });

  it('is looked up once for requests that come in a burst, and anew after it', async () => {
    const { clock, spending, limits } = bench({ CAP_USER_TOKENS: '100', CAP_DAY_USD: '1' });
    const request = { ownerId: 'o-1' };
    const ask = async () => (await limits.open(() => request)).release();
    await Promise.all([ask(), ask()]);
    await clock.advance(4000);
    await ask();
    expect(spending.elsewhere.asked).toEqual(['user', 'day']);
    spending.elsewhere.spent.set('user', { usd: 0, tokens: 100, minutes: 0 });
    await clock.advance(1000);
    await ask();
    expect(limits.reached(request)).toMatchObject({ scope: 'user', spent: 100 });
    expect(spending.elsewhere.asked).toHaveLength(4);
  });

  it('is looked up anew by the next who asks where it could not be', async () => {
    const { spending, limits } = bench({ CAP_USER_TOKENS: '100' });
    spending.elsewhere.fault = new Error('away');
    await limits.open(() => PAYER);
    spending.elsewhere.fault = undefined;
    spending.elsewhere.spent.set('user', { usd: 0, tokens: 100, minutes: 0 });
    await limits.open(() => PAYER);
    expect(limits.reached(PAYER)).toMatchObject({ scope: 'user', spent: 100 });
  });

  it('is the user’s of a session, also where somebody names the session alone', async () => {
    const { spend, limits } = bench({ CAP_USER_TOKENS: '100' });
    const title = { sessionId: 's-1', agentId: 'a-1' };
    spend(PAYER, 60);
    expect(limits.near(title)).toEqual([]);
    await limits.open(() => PAYER);
    spend(title, 40);
    expect(limits.reached(title)).toMatchObject({ scope: 'user', spent: 100 });
    expect(limits.reached(PAYER)).toMatchObject({ scope: 'user', spent: 100 });
  });

  it('stays the user’s of a session, whoever names the session alone meanwhile', async () => {
    const { spend, limits } = bench({ CAP_USER_TOKENS: '100' });
    const title = { sessionId: 's-1', agentId: 'a-1' };
    await limits.open(() => PAYER);
    await limits.open(() => title);
    spend(title, 100);
    expect(limits.reached(PAYER)).toMatchObject({ scope: 'user', spent: 100 });
  });

  it('is known in memory while the database does not answer', async () => {
    const { clock, spending, limits, spend } = bench({ CAP_USER_TOKENS: '100' });
    spending.elsewhere.fault = new Error('away');
    await limits.open(() => PAYER);
    expect(spending.errors).toHaveLength(1);
    spend(PAYER, 100);
    expect(limits.reached(PAYER)).toMatchObject({ scope: 'user' });
    expect(clock.sleepers).toBe(0);
  });
});
