import { askedFor, type Step, stepsOf, totalsOf } from './steps';

const nowMs = Date.parse('2026-11-30T14:20:00Z');
const step = (day: string, hour: number | null, turns: number) =>
  ({ day, hour, turns, interrupted: 1, failed: 0, fallbacks: 2 }) as Step;

describe(stepsOf.name, () => {
  it('has each of the last 24 hours, also those in which nothing was said', () => {
    const rows = [step('2026-11-29', 14, 9), step('2026-11-29', 15, 1), step('2026-11-30', 14, 4)];
    const { times, steps } = stepsOf(rows, 'day', nowMs);
    expect(times).toHaveLength(24);
    expect(new Date(times[0] ?? 0).toISOString()).toBe('2026-11-29T15:00:00.000Z');
    expect(steps.map((one) => one?.turns ?? 0)).toEqual([1, ...Array<number>(22).fill(0), 4]);
    expect(totalsOf(steps)).toEqual({ turns: 5, interrupted: 2, failed: 0, fallbacks: 4 });
  });

  it('has each of the last days, today the last', () => {
    const { times, steps } = stepsOf([step('2026-11-25', null, 3)], 'week', nowMs);
    expect(times.map((atMs) => new Date(atMs).getUTCDate())).toEqual([24, 25, 26, 27, 28, 29, 30]);
    expect(steps[1]?.turns).toBe(3);
  });
});

describe(askedFor.name, () => {
  it('begins with the day of the first step', () => {
    expect(askedFor('day', nowMs)).toEqual({ from: '2026-11-29', step: 'hour' });
    expect(askedFor('month', nowMs)).toEqual({ from: '2026-11-01', step: 'day' });
  });
});
