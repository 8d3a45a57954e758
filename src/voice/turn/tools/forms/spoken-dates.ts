const LANGUAGES = ['en', 'de', 'fr', 'es'];
const MONTHS = new Map(
  LANGUAGES.flatMap((language) =>
    Array.from({ length: 12 }, (_, month) => {
      const format = new Intl.DateTimeFormat(language, { month: 'long', timeZone: 'UTC' });
      return [format.format(Date.UTC(2001, month, 15)).toLowerCase(), month + 1] as const;
    }),
  ),
);

/** `YYYY-MM-DD`, or undefined where `text` names no one day. @param language Of two letters: Americans put the month first. */
export function spokenDate(text: string, language: string): string | undefined {
  const [, year, month, day] = /(\d{4})-(\d{1,2})-(\d{1,2})/u.exec(text) ?? [];
  if (year !== undefined) return dayOf(Number(year), Number(month), Number(day));
  const numbers = (text.match(/\d+/gu) ?? []).map(Number);
  const named = (text.toLowerCase().match(/\p{L}+/gu) ?? []).flatMap(
    (word) => MONTHS.get(word) ?? [],
  );
  if (named.length === 1 && numbers.length === 2) {
    const [first = 0, second = 0] = numbers;
    const [ofMonth, ofYear] = first > 31 ? [second, first] : [first, second];
    return dayOf(ofYear, named[0] ?? 0, ofMonth);
  }
  if (named.length > 0 || numbers.length !== 3) return undefined;
  const [first = 0, second = 0, inYear = 0] = numbers;
  const isMonthFirst = language === 'en' && first <= 12;
  return isMonthFirst ? dayOf(inYear, first, second) : dayOf(inYear, second, first);
}

function dayOf(year: number, month: number, day: number): string | undefined {
  const date = new Date(Date.UTC(year, month - 1, day));
  const isReal =
    year >= 1000 && year < 10_000 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return isReal ? date.toISOString().slice(0, 10) : undefined;
}

/** `YYYY-MM-DDTHH:MM:00+HH:MM`, by this machine's clock; undefined where `text` names no one moment. */
export function spokenMoment(text: string, language: string): string | undefined {
  const [time = '', hour, minute = '00', half = ''] =
    /(?<![\d.])(\d{1,2})(?:(?::|\s?h\s?|\s?uhr\s?)(\d{2})?|(?=\s?[ap]\.?m))\s*([ap])?\.?m?\.?(?!\d)/iu.exec(
      text,
    ) ?? [];
  const date = spokenDate(text.replace(time, ' '), language);
  if (time === '' || date === undefined) return undefined;
  const isAfternoon = half.toLowerCase() === 'p';
  const hours = half === '' ? Number(hour) : (Number(hour) % 12) + (isAfternoon ? 12 : 0);
  if (hours > 23 || Number(minute) > 59) return undefined;
  const local = `${date}T${String(hours).padStart(2, '0')}:${minute}:00`;
  const offset = -new Date(local).getTimezoneOffset();
  const inHours = String(Math.floor(Math.abs(offset) / 60)).padStart(2, '0');
  const inMinutes = String(Math.abs(offset) % 60).padStart(2, '0');
  return `${local}${offset < 0 ? '-' : '+'}${inHours}:${inMinutes}`;
}
