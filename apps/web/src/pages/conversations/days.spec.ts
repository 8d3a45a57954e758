import { dayBegin } from './days';

describe(dayBegin.name, () => {
  it('is the midnight of whoever reads, and of the day after', () => {
    expect(dayBegin('2026-03-29')).toBe(new Date(2026, 2, 29).toISOString());
    // Where clocks are put forward on this day, it has 23 hours.
    expect(dayBegin('2026-03-29', 1)).toBe(new Date(2026, 2, 30).toISOString());
  });

  it.each(['2026-02-30', '2026-13-01', '2026-00-10'])('is none of %s', (day) => {
    expect(dayBegin(day)).toBeNull();
  });
});
