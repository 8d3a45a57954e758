import { afterFence, jsonEnd } from './blocks';
import { fenceInLineAt } from './code';
import { SILENT_TAGS } from './tag-names';
import { tagAt, tagNameAt } from './tags';

/** What is left out until its end: a block of code, an element of HTML, JSON. */
export type UnspokenSpan =
  | { readonly type: 'fence'; readonly fence: string }
  | { readonly type: 'element'; readonly closer: RegExp; readonly longest: number }
  | { readonly type: 'json' };

const COMMENT_START = '<!--';

/** The span that begins in the middle of a line at the beginning of `text`, and what is said where it does. */
export function unspokenAt(
  text: string,
  isEnd: boolean,
):
  | { readonly unspoken?: UnspokenSpan; readonly end: number; readonly said: string }
  | 'open'
  | undefined {
  if (text.startsWith('`')) {
    const fence = fenceInLineAt({ text, at: 0, isEnd, before: '' });
    if (fence === undefined || fence === 'open') return fence;
    const unspoken = { type: 'fence', fence: /^`+/u.exec(text)?.[0] ?? '' } as const;
    return { unspoken, end: fence.end, said: '\n' };
  }
  if (!text.startsWith('<')) return undefined;
  if (!isEnd && COMMENT_START.startsWith(text)) return 'open';
  if (text.startsWith(COMMENT_START)) {
    const unspoken = { type: 'element', closer: /-->/u, longest: 3 } as const;
    return { unspoken, end: COMMENT_START.length, said: '' };
  }
  const name = tagNameAt(text, 0);
  const tag = SILENT_TAGS.has(name) ? tagAt({ text, at: 0, isEnd, before: '' }) : undefined;
  if (tag === undefined || tag === 'open') return tag;
  if (text.slice(0, tag.end).endsWith('/>')) return tag;
  const closer = new RegExp(`</${name}\\s*>`, 'iu');
  return { ...tag, unspoken: { type: 'element', closer, longest: name.length + 10 } };
}

/** How much of `text` is part of the span, and whether it ends there; nothing while that takes more text. */
export function readUnspoken(
  unspoken: UnspokenSpan,
  text: string,
  isEnd: boolean,
): { readonly end: number; readonly isOver: boolean } {
  switch (unspoken.type) {
    case 'fence': {
      const line = afterFence(text, unspoken.fence, isEnd);
      return line === 'open' ? { end: 0, isOver: false } : { end: line.end, isOver: line.isClosed };
    }
    case 'json': {
      const end = jsonEnd(text) ?? (isEnd ? text.length : 0);
      return { end, isOver: end > 0 };
    }
    case 'element': {
      const closing = unspoken.closer.exec(text);
      if (closing !== null) return { end: closing.index + closing[0].length, isOver: true };
      return {
        end: Math.max(0, isEnd ? text.length : text.length - unspoken.longest),
        isOver: false,
      };
    }
  }
}
