import { ANSWER_START, markerAt, reasoningMarks } from './markers';
import type { Omission } from './omission';

/** The answer behind reasoning that was never ended; empty when there is none. */
export function answerIn({ kind, text }: Omission): string {
  const at = kind.opener === reasoningMarks.opener ? text.search(ANSWER_START) : -1;
  return at === -1 ? '' : text.slice(at);
}

/** Whether the text, which was to begin within reasoning, opens it itself this time. */
export function beginsItself(text: string): boolean {
  const start = text.trimStart();
  const marker = start === '' ? undefined : markerAt(start, 0, true);
  return marker !== undefined && marker !== 'open' && /^(?:reasoning|channel)$/u.test(marker.kind);
}
