import { toUsageJson, usageQuerySchema } from './usage.schema';

describe('a question for usage', () => {
  it('is for whole days, the last one included', () => {
    const { from, to } = usageQuerySchema.parse({ from: '2026-02-27', to: '2026-03-01' });
    expect([from.toISOString(), to.toISOString()]).toEqual([
      '2026-02-27T00:00:00.000Z',
      '2026-03-02T00:00:00.000Z',
    ]);
  });

  it('is for 30 days by day when it says nothing', () => {
    const { from, to, group } = usageQuerySchema.parse({ to: '2026-01-30' });
    expect([from.toISOString(), group]).toEqual(['2026-01-01T00:00:00.000Z', 'day']);
    expect(to.toISOString()).toBe('2026-01-31T00:00:00.000Z');
    expect(usageQuerySchema.parse({}).to.getTime()).toBeGreaterThan(Date.now());
  });

  it('names what is wrong with it', () => {
    const { error } = usageQuerySchema.safeParse({ from: '2026-03-02', to: '2026-03-01' });
    expect(error?.issues[0]?.path).toEqual(['from']);
    expect(usageQuerySchema.safeParse({ from: '2026-02-30' }).success).toBe(false);
  });
});

describe(toUsageJson.name, () => {
  it('gives numbers, and null for what nobody said', () => {
    expect(
      toUsageJson({
        key: '',
        turns: 3,
        speaking_s: null,
        prompt_tokens: '12000000000',
        completion_tokens: null,
        cost_usd: '1.25000000',
        unknown_speaking: 3,
        unknown_tokens: 1,
        unknown_cost: 2,
      }),
    ).toEqual({
      key: null,
      turns: 3,
      speaking_s: null,
      prompt_tokens: 12_000_000_000,
      completion_tokens: null,
      cost_usd: 1.25,
      unknown: { speaking: 3, tokens: 1, cost: 2 },
    });
  });
});
