import type { Finding, Place } from './finding';

const MAX_SPAN_CHARACTERS = 1000;

/** Code in a line is said without its marks: its names are words of the sentence. */
export function codeSpanAt({ text, at, isEnd }: Place): Finding {
  const run = /^`+/u.exec(text.slice(at))?.[0] ?? '';
  const runEnd = at + run.length;
  if (runEnd === text.length && !isEnd) return 'open';
  const rest = text.slice(runEnd, runEnd + MAX_SPAN_CHARACTERS);
  const paragraph = /^[^]*?(?=\n\s*\n)/u.exec(rest)?.[0];
  for (const { index, 0: closing } of (paragraph ?? rest).matchAll(/`+/gu)) {
    const isCutOff = !isEnd && runEnd + index + closing.length === text.length;
    if (isCutOff) return 'open';
    if (closing.length !== run.length) continue;
    return { end: runEnd + index + closing.length, said: codeWords(rest.slice(0, index)) };
  }
  const mayGrow = !isEnd && paragraph === undefined && rest.length < MAX_SPAN_CHARACTERS;
  return mayGrow ? 'open' : { end: runEnd, said: '' };
}

function codeWords(code: string): string {
  return code
    .replace(/(?:https?:\/\/)(?:www\.)?([^\s/?#]+)\S*/giu, '$1')
    .replace(/<(?:\/|[|｜])?([a-z][^<>]*?)\s*[/|｜]?>/giu, '$1')
    .replace(/\s+/gu, ' ')
    .trim();
}

/** An opening fence in the middle of a line, with the line's end: "Use this: ```python". */
export function fenceInLineAt({
  text,
  at,
  isEnd,
}: Place): { readonly end: number } | 'open' | undefined {
  const found = /^`{3,}[\w+#.-]*[^\S\n]*(?<newline>\n?)/u.exec(text.slice(at, at + 60));
  if (found === null) return undefined;
  if (found.groups?.['newline'] === '\n') return { end: at + found[0].length };
  return !isEnd && at + found[0].length === text.length ? 'open' : undefined;
}

const KEYWORDS =
  /^(?:def|for|if|elif|else|while|import|from|return|class|const|let|var|function|async|await|export|public|private|static|void|int|fn|func|use|package|try|except|catch|switch|case|echo|print|printf|sudo|apt|npm|npx|yarn|pip|git|docker|curl|cd|ls|mkdir|SELECT|INSERT|UPDATE|DELETE|CREATE|FROM|WHERE)\b.*(?:[:;{}()=<>]|\s-{1,2}\w|\s\w+$)/u;

/** Whether an indented line is code: a poem and a letter are indented, too. */
export function looksLikeCode(line: string): boolean {
  const code = line.trim();
  if (/^(?:[{}[\]();,]+|[$#>]\s.*|#include.*|\/\/.*|\/\*.*)$/iu.test(code)) return true;
  if (
    /[;{}]$|=>|->|::|[!=]==?|&&|\|\||\w\([^)]*\)[.;:]?$|^\s*@\w+|\w\.\w+\(|^["'][\w-]+["']\s*:/u.test(
      code,
    )
  )
    return true;
  if (/^[\w.[\]]+\s*[-+*/]?=\s*\S/u.test(code)) return true;
  return KEYWORDS.test(code) && !/[.!?]$/u.test(code);
}

const LOGGED =
  /^\[?\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d)?\S*\s.*(?:\b(?:TRACE|DEBUG|INFO|NOTICE|WARN|WARNING|ERROR|FATAL|CRITICAL)\b|\[[\w.-]+\]|\w+\[\d+\]:)/u;
const TRACED = /^\s+(?:at\s+\S.*[:(]\S*\d+\)?|File ".*", line \d+.*)$/u;
const MAY_BE_LOGGED = /^\[?(?:\d{0,4}|\d{4}-[\d-]{0,5}|\d{4}-\d\d-\d\d[T ].*)$/u;
const MAY_BE_TRACED = /^\s+(?:(?:at?)?|at\s.*|F(?:i(?:l(?:e(?:\s.*)?)?)?)?)$/u;

/** Whether a line is a program's and no person's: of a log, or of a trace. */
export function isMachineLine(line: string): boolean {
  return LOGGED.test(line) || TRACED.test(line);
}

/** Whether the beginning of a line may become one. */
export function mayBeMachineLine(line: string): boolean {
  return MAY_BE_LOGGED.test(line) || MAY_BE_TRACED.test(line);
}
