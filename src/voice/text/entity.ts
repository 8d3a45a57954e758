import { decodeHTMLStrict } from 'entities';

import { type Finding, matchAt, type Place } from './finding';

const NAME = '(?:#\\d{1,7}|#x[\\da-f]{1,6}|[a-z][a-z0-9]{1,30});';
/** Some servers escape twice: `&amp;lt;`. */
const ENTITY = new RegExp(`&(?:amp;)?${NAME}`, 'iuy');
const UNFINISHED = /^&(?:amp;)?(?:#\d{0,7}|#x[\da-f]{0,6}|[a-z][a-z0-9]{0,30})?$/iu;

/** A character that is written by its name or number in HTML. */
export function entityAt({ text, at, isEnd }: Place): Finding {
  const tail = text.slice(at, at + 40);
  const found = matchAt(ENTITY, text, at)?.[0];
  const isWhole = found !== undefined && !(/^&amp;$/iu.test(found) && UNFINISHED.test(tail));
  if (!isWhole && !isEnd && at + tail.length === text.length && UNFINISHED.test(tail))
    return 'open';
  if (found === undefined) return undefined;
  const once = decodeHTMLStrict(found);
  return once === found ? undefined : { end: at + found.length, said: decodeHTMLStrict(once) };
}
