import { isCitation } from './citations';
import type { Finding, Place } from './finding';

const MAX_LABEL_CHARACTERS = 500;
const MAX_TARGET_CHARACTERS = 3000;
const MAX_REFERENCE_CHARACTERS = 60;

/** `> [!NOTE]` of GitHub. */
const ALERT = /^!(NOTE|TIP|IMPORTANT|WARNING|CAUTION)$/u;

/** Says a label, which may hold marks of its own. */
export type SayLabel = (label: string) => string;

/** A link, an image or the mark of a source, at `[` or `![`. Any other bracket is the sentence's. */
export function bracketAt(place: Place, sayLabel: SayLabel): Finding {
  const { text, at, isEnd, before, isByCharacter } = place;
  const isImage = text.startsWith('!', at);
  if (isImage) {
    if (!/(?:^|[\s([\u{200B}])$/u.test(before)) return undefined;
    // Models give `![` as one token, and no sentence waits for what may follow its mark.
    if (at + 1 === text.length) return isEnd || isByCharacter !== true ? undefined : 'open';
    if (text.charAt(at + 1) !== '[') return undefined;
  }
  const page = isImage ? undefined : pageLinkAt(place);
  if (page !== undefined) return page;
  const opensAt = isImage ? at + 1 : at;
  const labelEnd = closingOf(text, opensAt, '[', ']', MAX_LABEL_CHARACTERS);
  if (labelEnd === 'none') return undefined;
  if (labelEnd === 'open') return isEnd ? undefined : 'open';
  const label = text.slice(opensAt + 1, labelEnd);
  const next = text.charAt(labelEnd + 1);
  if (next === '' && !isEnd) return 'open';
  if (next === '(') {
    const targetEnd = closingOf(text, labelEnd + 1, '(', ')', MAX_TARGET_CHARACTERS);
    if (targetEnd === 'open' && !isEnd) return 'open';
    // The end of the text may cut an address off; what looks like a remark in brackets stays.
    const target = text.slice(labelEnd + 2, typeof targetEnd === 'number' ? targetEnd : undefined);
    if (targetEnd !== 'none' && (isTarget(target) || label.startsWith('!['))) {
      const end = typeof targetEnd === 'number' ? targetEnd + 1 : text.length;
      return { end, said: isSourceLabel(label, target) ? '' : sayLabel(label) };
    }
  }
  if (next === '[') {
    const reference = referenceAt(text, labelEnd + 1, isEnd);
    if (reference === 'open') return 'open';
    if (reference !== undefined && isReferenceLink(label, reference.id)) {
      return { end: reference.end, said: isSourceLabel(label, '') ? '' : sayLabel(label) };
    }
  }
  const alert = ALERT.exec(label)?.[1];
  if (alert !== undefined) return { end: labelEnd + 1, said: alert };
  const after = text.slice(labelEnd + 1);
  if (isImage) return undefined;
  const isUndecided = !isEnd && /^\s*$/u.test(after) && /^\d/u.test(label);
  if (isUndecided) return 'open';
  return isCitation(label, before, after) ? { end: labelEnd + 1, said: '' } : undefined;
}

/** A link of a wiki: `[[Oslo]]`, `[[Oslo|the capital]]`; the other brackets of shells have spaces in them. */
function pageLinkAt({ text, at, isEnd, before }: Place): Finding {
  const tail = text.slice(at, at + MAX_LABEL_CHARACTERS);
  const found =
    /^\[\[(?<page>[^[\]|\s](?:[^[\]|\n]*[^[\]|\s])?)(?:\|(?<label>[^[\]|\n]+))?\]\](?!\()/u.exec(
      tail,
    );
  if (found === null) return undefined;
  const end = at + found[0].length;
  if (end === text.length && !isEnd) return 'open';
  const { page = '', label = page } = found.groups ?? {};
  return { end, said: isCitation(page, before, text.slice(end)) ? '' : label };
}

/** A link that only names its source: `([example.com](https://example.com))`. */
export function sourceInBracketsAt({ text, at, isEnd }: Place): Finding {
  const tail = text.slice(at, at + MAX_TARGET_CHARACTERS);
  const found =
    /^\(\[(?<label>[^\]\s]{3,80})\]\((?<target>[^()\s]*)\)(?:[,;]\s*\[[^\]\s]*\]\([^()\s]*\))*\)/u.exec(
      tail,
    );
  if (found !== null) {
    const { label = '', target = '' } = found.groups ?? {};
    return isHostOf(label, target) ? { end: at + found[0].length, said: '' } : undefined;
  }
  const mayGrow =
    !isEnd &&
    /^\((?:\[[^\]\s]{0,80}(?:\](?:\([^()\s]*(?:\)[,;\s]*(?:\[[^\s]*)?)?)?)?)?$/u.test(tail);
  return mayGrow ? 'open' : undefined;
}

function isHostOf(label: string, target: string): boolean {
  return /^[\w.-]+\.\p{L}{2,}$/u.test(label) && target.includes(label.replace(/^www\./u, ''));
}

/** Whether what is in the brackets leads somewhere: "[Bob](smiling)" and "list[int](5)" do not. */
function isTarget(target: string): boolean {
  const [address = ''] = target.trim().split(/\s+(?=["'(])/u);
  const isAddress = /^<.*>$|^$|[/.#:?=%@](?!$)|^[/.#]/u.test(address);
  return isAddress && !/\s/u.test(address.replace(/^<.*>$/u, ''));
}

/** `[1](…)`, `[[1]](…)`, `[^1^](…)`: a number that leads to a source. */
function isSourceLabel(label: string, target: string): boolean {
  return (
    /^[¹²³⁴⁵⁶⁷⁸⁹⁰]+$/u.test(label) ||
    /^\\?\[?\\?\[?\^?\d{1,3}\^?\\?\]?\\?\]?$/u.test(label) ||
    (target.includes('utm_source') && isHostOf(label, target))
  );
}

/** Whether `[label][id]` is one link, and not two words in brackets. */
function isReferenceLink(label: string, id: string): boolean {
  if (isCitation(label, 'word', '')) return false;
  if (id === '' || /[\d:./_-]/u.test(id) || id.toLowerCase() === label.toLowerCase()) return true;
  return !/\s/u.test(id) && /\s/u.test(label.trim());
}

function referenceAt(
  text: string,
  at: number,
  isEnd: boolean,
): { readonly end: number; readonly id: string } | 'open' | undefined {
  const found = /^\[(?<id>[^[\]\n]{0,60})\]/u.exec(
    text.slice(at, at + MAX_REFERENCE_CHARACTERS + 2),
  );
  if (found !== null) return { end: at + found[0].length, id: found.groups?.['id'] ?? '' };
  return !isEnd && /^\[[^[\]\n]{0,60}$/u.test(text.slice(at)) ? 'open' : undefined;
}

/** Where the bracket that opens at `at` closes; `open` while that may still come, `none` when it does not. */
function closingOf(
  text: string,
  at: number,
  opener: string,
  closer: string,
  limit: number,
): number | 'open' | 'none' {
  let depth = 0;
  const stop = Math.min(text.length, at + limit);
  for (let index = at; index < stop; index++) {
    const character = text.charAt(index);
    if (character === '\\') index += 1;
    else if (character === '\n') {
      // A line may break in it, a paragraph may not.
      if (opener === '(' || /^\n\s*(?:\n|[-*+#>|]|\d+[.)])/u.test(text.slice(index))) return 'none';
    } else if (character === opener) depth += 1;
    else if (character === closer && --depth === 0) return index;
  }
  return stop === text.length ? 'open' : 'none';
}
