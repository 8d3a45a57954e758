import { asSentence, type DemoInput } from '../demo-input';
import { parseNumber, spokenNumber } from '../numbers';

const QUESTION =
  /^(?:what is|what are|how much is|how much are|what does|calculate|compute|tell me what)\b/;
const TAIL = /\b(?:equals?|make|is)$/;

/** `add`, `subtract` … put the sign between their operands; longest names first. */
const VERBS: readonly (readonly [pattern: RegExp, sign: string])[] = [
  [/^add (.+) (?:and|to|plus) (.+)$/, '+'],
  [/^multiply (.+) (?:by|and|with) (.+)$/, '*'],
  [/^divide (.+) by (.+)$/, '/'],
];

const SIGNS: readonly (readonly [pattern: RegExp, sign: string])[] = [
  [/\b(?:multiplied by|times|x)\b/g, '*'],
  [/\b(?:divided by|over)\b/g, '/'],
  [/\b(?:plus)\b/g, '+'],
  [/(?<=\S )\b(?:minus|take away|less)\b/g, '-'],
];

const NAMES: Readonly<Record<string, string>> = {
  '+': 'plus',
  '-': 'minus',
  '*': 'times',
  '/': 'divided by',
};

/** "What is two plus three?", in words or digits, the four operations. */
export function arithmeticSkill({ plain }: DemoInput): string | undefined {
  let text = plain.replace(QUESTION, '').replace(TAIL, '').trim();
  for (const [pattern, sign] of VERBS) text = text.replace(pattern, `$1 ${sign} $2`);
  for (const [pattern, sign] of SIGNS) text = text.replace(pattern, sign);
  const parts = text.split(/ ([-+*/]) /);
  const signs = parts.filter((_, index) => index % 2 === 1);
  const values: number[] = [];
  for (const part of parts.filter((_, index) => index % 2 === 0)) {
    const value = parseNumber(part.split(' ').filter((word) => word !== ''));
    if (value === undefined) return undefined;
    values.push(value);
  }
  if (signs.length === 0) return undefined;
  const result = evaluate(values, signs);
  if (!Number.isFinite(result)) return 'Nobody can divide by zero, not even a demo responder.';
  const spoken = values.map((value, index) =>
    index === 0
      ? spokenNumber(value)
      : `${NAMES[signs[index - 1] as string]} ${spokenNumber(value)}`,
  );
  return asSentence(`${spoken.join(' ')} is ${spokenNumber(result)}`);
}

/** Products first, then sums, each from left to right. */
function evaluate(values: readonly number[], signs: readonly string[]): number {
  const terms = [values[0] as number];
  signs.forEach((sign, index) => {
    const value = values[index + 1] as number;
    const last = terms.length - 1;
    if (sign === '*') terms[last] = (terms[last] as number) * value;
    else if (sign === '/') terms[last] = (terms[last] as number) / value;
    else terms.push(sign === '-' ? -value : value);
  });
  return terms.reduce((sum, term) => sum + term, 0);
}
