/** What people say for the signs of an address, in the languages in which they are asked; what is part of another one comes behind it. */
const SIGNS: readonly (readonly [string, string])[] = [
  ['underscore|unterstrich|souligné|tiret (?:du )?bas|gui[oó]n bajo|barra baja', '_'],
  ['at[ -]sign|at[ -]zeichen|at|ät|arobase|arobas|arroba|klammeraffe', '@'],
  ['colon|doppelpunkt|deux[ -]points|dos puntos', ':'],
  ['dot|punkt|point|punto', '.'],
  ["dash|hyphen|minus|bindestrich|tiret|trait d[’']union|gui[oó]n", '-'],
  ['(?:forward )?slash|schrägstrich|barre oblique|barra', '/'],
  ['plus|más', '+'],
];
const SAID = SIGNS.map(
  ([words, sign]) => [new RegExp(`(?<=^|\\s)(?:${words})(?=[\\s.,;:!?…]|$)`, 'giu'), sign] as const,
);
/** Stands before a sign that was said. */
const MARK = '\u{e000}';
const EMAIL = /[^\s@/:,;<>()"]+@(?:[^\s@/:,;.]+\.)+[^\s@/:,;.]{2,}(?!\S*@)/gu;
const HESITATION = /^(?:um+|uh+m*|erm+|äh+m*|öh+m*|euh+|hm+)$/iu;
const NEGATION =
  /^(?:not|no|nope|never|isn['’]?t|nicht|nein|kein|keine|pas|non|jamais|nunca|tampoco)$/iu;
/** No name of a host has more. */
const MAX_WORDS_OF_HOST = 3;

/** A word, or a sign that was said. */
type Part = {
  readonly text: string;
  readonly isSign: boolean;
  /** A comma or the end of a sentence stands behind it. */
  readonly endsClause: boolean;
};

/** "It's ada at example dot org" as the address is written; undefined where there is none, or several, or one is not meant. */
export function spokenEmail(text: string): string | undefined {
  const found = writtenIn(partsOf(text)).flatMap((written) => written.match(EMAIL) ?? []);
  return onlyOf(found.map((address) => address.toLowerCase()));
}

/** "example dot org slash about" as it is written; undefined where there is none, or several, or one is not meant. */
export function spokenUrl(text: string): string | undefined {
  const parts = partsOf(text).map((part, index, all) => {
    // "You find it at example dot org"
    const isWord = part.isSign && part.text === '@' && all[index - 1]?.text !== '/';
    return isWord ? { ...part, isSign: false, text: 'at' } : part;
  });
  return onlyOf(writtenIn(parts).flatMap((written) => urlOf(written) ?? []));
}

function urlOf(written: string): string | undefined {
  const hasScheme = /^[a-z][a-z+.-]*:\/\//iu.test(written);
  const url = hasScheme ? written : `https://${written}`;
  if (!URL.canParse(url)) return undefined;
  const { hostname } = new URL(url);
  const isHost =
    /\.(?:[a-z]{2,}|xn--[a-z\d-]+)$/u.test(hostname) || /^(?:\d+\.){3}\d/u.test(written);
  return hostname.includes('.') && (hasScheme || isHost) ? url : undefined;
}

function onlyOf(found: readonly string[]): string | undefined {
  const [only, ...others] = new Set(found);
  return others.length === 0 ? only : undefined;
}

/** Words that signs hold together, without spaces; none where something is not meant. */
function writtenIn(parts: readonly Part[]): string[] {
  const written: string[] = [];
  let begin = 0;
  for (let end = 1; end <= parts.length; end++) {
    if (end < parts.length && belongs(parts, end)) continue;
    const joined = parts.slice(begin, end);
    if (joined.length === 1 && NEGATION.test(joined[0]?.text ?? '')) return [];
    const first = joined.findIndex(({ isSign }) => !isSign);
    if (first >= 0)
      written.push(
        joined
          .slice(first)
          .map(({ text }) => text)
          .join(''),
      );
    begin = end;
  }
  return written;
}

/** Whether a part and the one before it are of one address. */
function belongs(parts: readonly Part[], at: number): boolean {
  const [before, part, next] = [parts[at - 1], parts[at], parts[at + 1]];
  if (before === undefined || part === undefined) return false;
  if (before.isSign || part.isSign) return true;
  if (before.endsClause) return false;
  const isSpelled = before.text.length === 1 && part.text.length === 1;
  const isCounted = /^\d+$/u.test(part.text) && next?.isSign === true;
  return isSpelled || isCounted || isInHost(parts, at);
}

/** "my company" in "ada at my company dot com": nothing else can stand between the two signs. */
function isInHost(parts: readonly Part[], at: number): boolean {
  const begin = Math.max(0, at - MAX_WORDS_OF_HOST);
  const near = parts.slice(begin, at + MAX_WORDS_OF_HOST);
  const from = near.slice(0, at - begin).findLastIndex(({ isSign }) => isSign);
  const to = near.findIndex(({ isSign }, index) => isSign && index > from);
  if (from < 0 || to < 0 || near[from]?.text !== '@' || near[to]?.text !== '.') return false;
  return (
    to - from - 1 <= MAX_WORDS_OF_HOST &&
    near.slice(from + 1, to - 1).every(({ endsClause }) => !endsClause)
  );
}

function partsOf(text: string): Part[] {
  const marked = SAID.reduce(
    (rest, [words, sign]) => rest.replaceAll(words, ` ${MARK}${sign} `),
    text.replaceAll(MARK, ''),
  );
  const parts = marked.split(/\s+/u).flatMap((word) => {
    if (word.startsWith(MARK)) return [{ text: word.slice(1), isSign: true, endsClause: false }];
    const said = word.replace(/^[("¿¡«]+/u, '').replace(/[)"».,;:!?…]+$/u, '');
    return said === '' ? [] : [{ text: said, isSign: false, endsClause: said !== word }];
  });
  return parts.filter(
    ({ text: said }, index) => !HESITATION.test(said) || parts[index + 1]?.isSign === true,
  );
}
