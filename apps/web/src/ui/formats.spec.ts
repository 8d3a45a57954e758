import { formatSpan, formatWhen } from './formats';

describe(formatWhen.name, () => {
  const now = new Date(2026, 10, 30, 18, 0);
  const when = (at: Date) => formatWhen(at.toISOString(), 'en-GB', now);

  it('says the time of today, the day of this year, and the year of another', () => {
    expect(when(new Date(2026, 10, 30, 9, 5))).toBe('09:05');
    expect(when(new Date(2026, 2, 3))).toBe('3 Mar');
    expect(when(new Date(2024, 2, 3))).toBe('3 Mar 2024');
  });
});

describe(formatSpan.name, () => {
  it('counts minutes of the first hour, and hours from then on', () => {
    const spans = [-5, 59_000, 12 * 60_000, 3_600_000, 90 * 60_000];
    expect(spans.map((ms) => formatSpan(ms, 'en'))).toEqual([
      '0 min',
      '0 min',
      '12 min',
      '1 hr',
      '1 hr',
    ]);
  });
});
