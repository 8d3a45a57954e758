import { type Cost, dearestOf } from './costs';

const cost = (key: string, cost_usd: number, unpriced = 0) =>
  ({ key, cost_usd, unpriced, requests: 2 }) as Cost;

describe(dearestOf.name, () => {
  it('names whom most was spent on, and sums all others', () => {
    const costs = Array.from({ length: 13 }, (_, at) => cost(`agent ${at}`, at / 10, at));
    const { agents, others, unpriced } = dearestOf(costs);
    expect(agents.map(({ key }) => key)).toEqual(
      [12, 11, 10, 9, 8, 7, 6, 5, 4, 3].map((at) => `agent ${at}`),
    );
    expect(others).toEqual({ count: 3, requests: 6, cost_usd: expect.closeTo(0.3) as number });
    expect(unpriced).toBe(78);
  });

  it('has no others where there are few', () => {
    expect(dearestOf([cost('a', 1)])).toMatchObject({ agents: [{ key: 'a' }], others: null });
  });
});
