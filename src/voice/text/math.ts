import { type Finding, matchAt, type Place } from './finding';
import { isCommand } from './math-symbols';
import { mathWords } from './math-words';

/** A formula that is longer than this is read in parts. */
const MAX_FORMULA_CHARACTERS = 3000;
const MAX_INLINE_CHARACTERS = 300;

const ENVIRONMENT = /\\begin\{(?<name>[a-z]+\*?)\}/uy;
const COMMAND = /\\(?<name>[a-zA-Z]+)/uy;
const COMMAND_ARGUMENTS =
  /(?:(?<=frac)\d\d)?(?:\[[^\][\n]*\])?(?:\{(?:[^{}\n]|\{(?:[^{}\n]|\{[^{}\n]*\})*\})*\})*(?:[\^_](?:\{[^{}\n]*\}|[\p{L}\p{N}]))*/uy;
/** Markdown lets a backslash take the meaning of these. */
const ESCAPED = /\\(?<mark>[!"#$%&'*+,./:;<=>?@\]^_`{|}~)-])/uy;

/** LaTeX and escapes, at a backslash. */
export function backslashAt(place: Place): Finding {
  const { text, at, isEnd, before } = place;
  if (at + 1 === text.length) return isEnd ? undefined : 'open';
  if (/^\\\r?\n/u.test(text.slice(at, at + 3))) return { end: at + 1, said: '' };
  const delimiter = /^\\{1,2}(?<open>[([])/u.exec(text.slice(at, at + 3));
  if (delimiter !== null)
    return delimited(place, delimiter[0], delimiter.groups?.['open'] === '(' ? ')' : ']');
  if (!isEnd && /^\\{2}$/u.test(text.slice(at))) return 'open';
  const environment = environmentAt(place);
  if (environment !== undefined) return environment;
  const escaped = matchAt(ESCAPED, text, at);
  if (escaped !== null) return { end: at + 2, said: escaped.groups?.['mark'] ?? '' };
  if (text.startsWith('\\\\', at)) return { end: at + 2, said: ' ' };
  if (!isEnd && text.slice(at) === '\\n') return 'open';
  // A path of Windows, or a name in one.
  if (/[\p{L}\p{N}:\\/]$/u.test(before) && !/\\n\p{Lu}/u.test(text.slice(at, at + 3)))
    return undefined;
  const command = matchAt(COMMAND, text, at);
  if (command === null) return undefined;
  const nameEnd = at + command[0].length;
  if (nameEnd === text.length && !isEnd) return 'open';
  const name = command.groups?.['name'] ?? '';
  // A line break that was escaped once too often.
  if (/^n(?!\p{Ll})/u.test(name)) return { end: at + 2, said: '\n' };
  return isCommand(name) ? bareCommand(place, nameEnd) : undefined;
}

/** A formula between dollars, at the first of them; money is none. */
export function dollarAt(place: Place): Finding {
  const { text, at, isEnd, before } = place;
  const run = /^\$+/u.exec(text.slice(at))?.[0] ?? '';
  if (at + run.length === text.length && !isEnd) return 'open';
  if (run.length > 2 || /[a-z0-9$]$/iu.test(before)) return undefined;
  if (run.length === 2)
    return isEnd && at + 2 === text.length ? undefined : delimited(place, '$$', '$$');
  for (let index = at + 1; index < Math.min(text.length, at + MAX_INLINE_CHARACTERS); index++) {
    const character = text.charAt(index);
    if (character === '\\') {
      index += 1;
      continue;
    }
    const content = text.slice(at + 1, index);
    if (character === '$') return closesAt(place, index, content);
    if (character === '\n' || !mayBeFormula(content + character)) return undefined;
  }
  return !isEnd && text.length < at + MAX_INLINE_CHARACTERS ? 'open' : undefined;
}

function closesAt({ text, isEnd }: Place, index: number, content: string): Finding {
  if (index + 1 === text.length && !isEnd) return 'open';
  const isClosing = /\S$/u.test(content) && !/^[a-z0-9$]/iu.test(text.slice(index + 1));
  return isClosing ? formula(content, index + 1) : undefined;
}

/** Whether what follows a dollar may go on as a formula; the words of a sentence do not. */
function mayBeFormula(content: string): boolean {
  if (/^(?:\s|[.,;:!?)])/u.test(content)) return false;
  if (/[\\^_={}]/u.test(content)) return true;
  return !/^\d[\d.,]*[kKmMbBtT%!?]|^\d[\d.,]*\s+[^\s+*/=<>^_-]|\p{L}{3,}|\p{L}{2}\s|[.!?]\s/u.test(
    content,
  );
}

function delimited({ text, at, isEnd }: Place, opening: string, closer: string): Finding {
  const from = at + opening.length;
  const closing = closer === '$$' ? /\$\$/u : closer === ')' ? /\\{1,2}\)/u : /\\{1,2}\]/u;
  const rest = text.slice(from, from + MAX_FORMULA_CHARACTERS);
  const found = closing.exec(rest);
  if (found !== null && !/\n\s*\n/u.test(rest.slice(0, found.index))) {
    return formula(rest.slice(0, found.index), from + found.index + found[0].length);
  }
  // No formula goes on in another paragraph.
  const mayGrow = !isEnd && rest.length < MAX_FORMULA_CHARACTERS && !/\n\s*\n/u.test(rest);
  return mayGrow ? 'open' : { end: from, said: '' };
}

function environmentAt({ text, at, isEnd }: Place): Finding {
  if (!isEnd && /^\\b(?:e(?:g(?:i(?:n(?:\{[a-z]*\*?)?)?)?)?)?$/u.test(text.slice(at)))
    return 'open';
  const opening = matchAt(ENVIRONMENT, text, at);
  if (opening === null) return undefined;
  const closing = `\\end{${opening.groups?.['name']}}`;
  const closesAtIndex = text.indexOf(closing, at);
  if (closesAtIndex === -1) {
    if (!isEnd && text.length - at < MAX_FORMULA_CHARACTERS) return 'open';
    return { end: at + opening[0].length, said: '' };
  }
  const end = closesAtIndex + closing.length;
  return formula(text.slice(at, end), end);
}

/** A command where no delimiters say that it is one. */
function bareCommand({ text, at, isEnd }: Place, nameEnd: number): Finding {
  const tail = text.slice(nameEnd, nameEnd + MAX_INLINE_CHARACTERS);
  const end = nameEnd + (matchAt(COMMAND_ARGUMENTS, text, nameEnd)?.[0].length ?? 0);
  const isOpen =
    end === text.length || (/^[^\n]*$/u.test(tail) && /^[{[^_]/u.test(text.slice(end)));
  if (!isEnd && isOpen && text.length - nameEnd < MAX_INLINE_CHARACTERS) return 'open';
  return formula(text.slice(at, end), end);
}

function formula(tex: string, end: number): Finding {
  return { end, said: mathWords(tex), standsApart: true };
}
