/** With a point or a comma before its decimals, as people write them. */
const NUMBER = /^[+-]?(?:\d+[.,]?\d*|[.,]\d+)(?:e[+-]?\d+)?$/iu;
/** A thousand to some, one to others. */
const THOUSANDS = /^[+-]?[1-9]\d{0,2},\d{3}$/u;
/** What a sum of decimals is off by lies behind these. */
const EXACT_DIGITS = 15;

type Range = { readonly min: number; readonly max: number; readonly step: number };

/** @returns the number that `text` is, spaces around it aside; undefined where it is none, or could be two. */
export function numberIn(text: string): number | undefined {
  const typed = text.trim();
  if (!NUMBER.test(typed) || THOUSANDS.test(typed)) return undefined;
  const number = Number(typed.replace(',', '.'));
  return Number.isFinite(number) ? number : undefined;
}

/** What an arrow key makes of `text`: one step more or less, within the range; what is no number stays as it is. */
export function stepped(text: string, { min, max, step }: Range, by: 1 | -1): string {
  const number = text.trim() === '' ? 0 : numberIn(text);
  if (number === undefined) return text;
  const next = Math.min(max, Math.max(min, number + by * step));
  return String(Number(next.toPrecision(EXACT_DIGITS)));
}
