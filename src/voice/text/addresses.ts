import { type Finding, matchAt, type Place } from './finding';

const SCHEME = String.raw`(?:https?|ftp|wss?):\/\/(?:[^\s/@]+@)?(?:www\.)?|www\.`;
/** No address has them, or what is written so without a space goes on with the sentence. */
const OUTSIDE = String.raw`\s<>"'\x60)\]}|，。、；：！？（「』」】\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}`;
const ADDRESS = new RegExp(
  `(?:${SCHEME})(?<host>[^${OUTSIDE}/?#]+)(?:\\([^${OUTSIDE}(]*\\)|[^${OUTSIDE}(])*`,
  'iuy',
);
/** A file that is written out. */
const DATA = /data:[\w/+.;=-]*;base64,[A-Za-z0-9+/=]*/iuy;
const MAIL = /mailto:/iuy;
const SCHEMES = ['https://', 'http://', 'ftp://', 'wss://', 'ws://', 'www.', 'mailto:', 'data:'];

/** Where an address may begin: at the beginning of a word, or behind one of a script without spaces. */
export const ADDRESS_START = /(?<![a-z0-9@.])[hfwmd](?=$|[twasi])/giu;

/** Of an address on the web its host is said. */
export function addressAt({ text, at, isEnd }: Place): Finding {
  const tail = text.slice(at, at + 12).toLowerCase();
  const isLast = at + tail.length === text.length;
  if (!isEnd && isLast && SCHEMES.some((scheme) => scheme.startsWith(tail))) return 'open';
  const data = matchAt(DATA, text, at);
  if (data !== null) {
    const isOpen = !isEnd && at + data[0].length === text.length;
    return isOpen ? 'open' : { end: at + data[0].length, said: '' };
  }
  if (!isEnd && /^data:[\w/+.;=-]{0,60}$/iu.test(text.slice(at))) return 'open';
  const mail = matchAt(MAIL, text, at);
  if (mail !== null) return { end: at + mail[0].length, said: '' };
  const found = matchAt(ADDRESS, text, at);
  if (found === null) return undefined;
  // A bracket may close in it: `/wiki/Oslo_(city)`.
  const isOpen = /^(?:\([^\s()]*)?$/u.test(text.slice(at + found[0].length));
  if (!isEnd && isOpen) return 'open';
  const host = found.groups?.['host'] ?? '';
  const stop = /[.,!?;:*_~]*$/u.exec(found[0])?.[0] ?? '';
  return { end: at + found[0].length - stop.length, said: host.replace(/[.,!?;:*_~]+$/u, '') };
}
