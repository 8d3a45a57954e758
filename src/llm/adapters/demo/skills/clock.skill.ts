import type { DemoInput } from '../demo-input';

const TIME =
  /\bwhat time\b|\bwhat is the time\b|\btell me the time\b|\bhave the time\b|^the time$|\bthe current time\b/;
const DATE =
  /\bwhat(?: is)?(?: the| todays?)? (?:day|date)\b|\bwhat is today\b|\btell me the (?:date|day)\b|^the date$|\bwhich day\b|\bwhat (?:month|year)\b/;

/** The time of day, on the server's clock. */
export function timeSkill({ plain, now }: DemoInput): string | undefined {
  if (!TIME.test(plain)) return undefined;
  const hour = now.getHours();
  const minute = now.getMinutes();
  const hour12 = hour % 12 === 0 ? 12 : hour % 12;
  const clock = minute === 0 ? `${hour12} o'clock` : `${hour12}:${String(minute).padStart(2, '0')}`;
  return `It is ${clock} ${partOfDay(hour)}.`;
}

/** Today's date, on the server's calendar. */
export function dateSkill({ plain, now }: DemoInput): string | undefined {
  if (!DATE.test(plain)) return undefined;
  const [weekday, month] = [{ weekday: 'long' }, { month: 'long' }].map((format) =>
    new Intl.DateTimeFormat('en', format as Intl.DateTimeFormatOptions).format(now),
  );
  return `Today is ${weekday}, ${month} ${ordinal(now.getDate())}, ${now.getFullYear()}.`;
}

// No "p.m.": a sentence splitter would stop at its dots.
function partOfDay(hour: number): string {
  if (hour < 5 || hour >= 22) return 'at night';
  if (hour < 12) return 'in the morning';
  return hour < 18 ? 'in the afternoon' : 'in the evening';
}

function ordinal(day: number): string {
  const suffixes: Readonly<Record<string, string>> = { one: 'st', two: 'nd', few: 'rd' };
  const rule = new Intl.PluralRules('en', { type: 'ordinal' }).select(day);
  return `${day}${suffixes[rule] ?? 'th'}`;
}
