import { ACCENTS, BOUNDED, LOOKS, SILENT, SYMBOLS, WRAPPERS } from './math-symbols';

/** Deeper ones are no formula that anybody follows by ear. */
const MAX_DEPTH = 20;

const POWERS: Readonly<Record<string, string>> = {
  '2': 'squared',
  '3': 'cubed',
  degrees: 'degrees',
  prime: 'prime',
  "'": 'prime',
  '*': 'star',
  '+': 'plus',
  minus: 'minus',
};
const OPERATORS: Readonly<Record<string, string>> = {
  '<': 'less than',
  '>': 'greater than',
  '-': 'minus',
  '−': 'minus',
  "'": 'prime',
  '~': ' ',
  '&': ' ',
  '|': ' ',
  '*': 'times',
  '≤': 'less than or equal to',
  '≥': 'greater than or equal to',
  '≠': 'not equal to',
  '×': 'times',
  '·': 'times',
};

/** The words of a formula in LaTeX, without its delimiters; English, as its commands are. */
export function mathWords(tex: string): string {
  const words = new Formula(tex).words();
  return words
    .replace(/\s+/gu, ' ')
    .replace(/\s+([,.;:!?)\]%])/gu, '$1')
    .replace(/([([])\s+/gu, '$1')
    .replace(/(?<=(?<!\p{L})\p{L})\s+(?=\()/gu, '')
    .trim();
}

class Formula {
  #at = 0;
  #depth = 0;

  constructor(private readonly tex: string) {}

  words(until = ''): string {
    const said: string[] = [];
    while (this.#at < this.tex.length && this.tex.charAt(this.#at) !== until)
      said.push(this.#next());
    this.#at += until.length;
    return said.join(' ');
  }

  /** What comes next, as words. */
  #next(): string {
    const character = this.tex.charAt(this.#at);
    if (character === '\\') return this.#command();
    if (character === '^') return this.#raised();
    if (character === '_') return this.#lowered();
    if (character === '{') return this.#group();
    if (character === '}' || /\s/u.test(character)) return this.#skip(1);
    // Words and numbers stay together.
    const run = /^(?:\d[\d.,]*\d|\d|\p{L}+)/u.exec(this.tex.slice(this.#at))?.[0];
    if (run !== undefined) return this.#take(run.length);
    return OPERATORS[this.#take(1)] ?? character;
  }

  #command(): string {
    const name = /^\\([a-zA-Z]+)\*?/u.exec(this.tex.slice(this.#at));
    if (name === null) return this.#mark();
    this.#at += name[0].length;
    const command = name[1] ?? '';
    if (/^[dtc]?frac$/u.test(command)) return this.#two((over, under) => `${over} over ${under}`);
    if (/^[dt]?binom$/u.test(command)) return this.#two((all, some) => `${all} choose ${some}`);
    if (command === 'sqrt') return this.#root();
    if (command === 'vec' || command === 'overrightarrow') return `vector ${this.#argument()}`;
    if (SILENT.has(command)) return this.#silent(command);
    if (LOOKS.has(command))
      return /^[hv]space|phantom$/u.test(command) ? this.#silent(command) : this.#fence();
    if (WRAPPERS.has(command)) return this.#text();
    const accent = namedIn(ACCENTS, command);
    if (accent !== undefined) return `${this.#argument()} ${accent}`;
    const symbol = namedIn(SYMBOLS, command) ?? command;
    return BOUNDED.has(command) ? this.#bounded(command, symbol) : symbol;
  }

  /** `\,` and its like are spaces; an escaped character is itself. */
  #mark(): string {
    const mark = this.tex.charAt(this.#at + 1);
    this.#at += 2;
    if (mark === '\\') return ',';
    return /[,;:!>\s()[\]]/u.test(mark) ? ' ' : mark.replace(/[{}|]/u, ' ');
  }

  /** A bracket after `\left` that is none to be said. */
  #fence(): string {
    if (
      /^\s*\./u.test(this.tex.slice(this.#at)) &&
      /(?:left|right)$/u.test(this.tex.slice(0, this.#at))
    )
      this.#take(1);
    return ' ';
  }

  #raised(): string {
    this.#at += 1;
    const power = this.#argument();
    const minus = power.replace(/^minus\s*/u, 'minus ');
    return (
      namedIn(POWERS, power) ??
      (/^\p{L}?\d*$/u.test(power) ? `to the ${power}` : `to the power of ${minus}`)
    );
  }

  #lowered(): string {
    this.#at += 1;
    return `sub ${this.#argument()}`;
  }

  #bounded(command: string, name: string): string {
    const bounds = new Map<string, string>();
    for (let mark = this.#peek(); mark === '_' || mark === '^'; mark = this.#peek()) {
      this.#at = this.tex.indexOf(mark, this.#at) + 1;
      bounds.set(mark, this.#argument());
    }
    const from = bounds.get('_');
    const to = bounds.get('^');
    const below = command === 'lim' ? ' as' : to === undefined ? ' over' : ' from';
    const has = from !== undefined || to !== undefined;
    return `${name}${from === undefined ? '' : `${below} ${from}`}${to === undefined ? '' : ` to ${to}`}${has ? ' of' : ''}`;
  }

  #root(): string {
    const degree = /^\s*\[(?<degree>[^\]]*)\]/u.exec(this.tex.slice(this.#at));
    this.#at += degree?.[0].length ?? 0;
    const nth = degree?.groups?.['degree'];
    const kind =
      nth === undefined || nth === '2'
        ? 'square root'
        : nth === '3'
          ? 'cube root'
          : `${nth}th root`;
    return `${kind} of ${this.#argument()}`;
  }

  #two(say: (first: string, second: string) => string): string {
    const first = this.#argument();
    return say(first, this.#argument());
  }

  /** `\text{…}` is prose: nothing in it is a formula. */
  #text(): string {
    const found = /^\s*\{(?<text>[^{}\\$]*)\}/u.exec(this.tex.slice(this.#at));
    if (found === null) return this.#argument();
    this.#at += found[0].length;
    return found.groups?.['text'] ?? '';
  }

  #silent(command: string): string {
    this.#argument();
    // `\begin{array}{cc}`, `\textcolor{red}{…}`: the second one is the content of a color.
    const isArray = command === 'begin' && /^\{[lcr|\s]+\}/u.test(this.tex.slice(this.#at));
    return isArray ? this.#argument().slice(0, 0) : ' ';
  }

  #argument(): string {
    while (/\s/u.test(this.tex.charAt(this.#at))) this.#at += 1;
    if (this.#at >= this.tex.length) return '';
    if (this.tex.charAt(this.#at) === '{') return this.#group().trim();
    if (this.tex.charAt(this.#at) === '\\') return this.#command().trim();
    const character = this.#take(1);
    return OPERATORS[character] ?? character;
  }

  #group(): string {
    this.#at += 1;
    if (++this.#depth > MAX_DEPTH) return '';
    const words = this.words('}');
    this.#depth -= 1;
    return words.replace(/\s+/gu, ' ').trim();
  }

  #peek(): string {
    return /^\s*(\S)/u.exec(this.tex.slice(this.#at))?.[1] ?? '';
  }

  #take(count: number): string {
    this.#at += count;
    return this.tex.slice(this.#at - count, this.#at);
  }

  #skip(count: number): string {
    this.#at += count;
    return ' ';
  }
}

/** Of the table's own: any letters may follow a backslash, `constructor`, too. */
function namedIn(table: Readonly<Record<string, string>>, name: string): string | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}
