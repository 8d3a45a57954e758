import { wer } from '@vox/testing';
import type { NewMessage } from '@vox/voice-core';

import type { HistoryLine } from './steps';

/** @throws Error with the stored lines, when they are not `lines`. */
export function expectHistory(
  lines: readonly HistoryLine[],
  messages: readonly NewMessage[],
): void {
  const isSame =
    lines.length === messages.length &&
    lines.every((line, index) => isLine(line, messages[index] as NewMessage));
  if (isSame) return;
  const found = messages.map(({ role, content }) => `${role}: ${content}`);
  throw new Error(`what is stored is ${JSON.stringify(found, undefined, 2)}`);
}

function isLine(line: HistoryLine, { role, content }: NewMessage): boolean {
  if (line.by === 'user') return role === 'user' && wer(line.text, content) <= line.wer;
  if (role !== 'assistant') return false;
  return line.isCutOff ? isCutOff(line.text, content) : content === line.text;
}

/** Some words of `whole` from its beginning, none of them cut, and not all of them. */
function isCutOff(whole: string, content: string): boolean {
  const next = whole.charAt(content.length);
  return content !== '' && whole.startsWith(content) && (next === ' ' || /[.,;!?]/u.test(next));
}
