import type { Speaker, TurnEnd } from '@vox/voice-core';

/** Discord's limit for one message, in characters. */
const MESSAGE_LIMIT = 2000;

/** What was said in one turn, line by line, as a message. Undefined when nothing was. */
export function turnCaption(
  heard: readonly { readonly speaker: Speaker; readonly text: string }[],
  agentName: string,
  end?: Pick<TurnEnd, 'outcome' | 'spokenText' | 'replyText'>,
): string | undefined {
  const lines = heard.map(({ speaker, text }) => captionLine(speaker.name, text));
  const reply = end === undefined ? '' : answer(end);
  if (reply !== '') lines.push(captionLine(agentName, reply));
  return lines.length === 0 ? undefined : lines.join('\n');
}

export function captionLine(name: string, text: string): string {
  return `**${escapeMarkdown(name)}:** ${text.trim()}`;
}

/** Another agent goes on: said without words, which would be of one language. */
export function handoverCaption(from: string, to: string): string {
  return `**${escapeMarkdown(from)}** → **${escapeMarkdown(to)}**`;
}

/** `text` in parts that fit into a message, cut at a line or a word where there is one. */
export function splitMessage(text: string): string[] {
  const parts: string[] = [];
  let rest = text.trim();
  while (rest.length > MESSAGE_LIMIT) {
    const at = cutAt(rest);
    parts.push(rest.slice(0, at).trimEnd());
    rest = rest.slice(at).trimStart();
  }
  if (rest !== '') parts.push(rest);
  return parts;
}

/** What was heard of the answer; all of it when no voice spoke it. */
function answer({
  outcome,
  spokenText,
  replyText,
}: Pick<TurnEnd, 'outcome' | 'spokenText' | 'replyText'>) {
  if (outcome === 'failed' && spokenText === '') return replyText.trim();
  return outcome === 'interrupted' && spokenText !== ''
    ? `${spokenText.trim()} —`
    : spokenText.trim();
}

function cutAt(text: string): number {
  const head = text.slice(0, MESSAGE_LIMIT);
  const space = Math.max(head.lastIndexOf('\n'), head.lastIndexOf(' '));
  // A word longer than half a message is cut anywhere, but between the halves of an emoji.
  if (space > MESSAGE_LIMIT / 2) return space;
  return /[\uD800-\uDBFF]$/.test(head) ? MESSAGE_LIMIT - 1 : MESSAGE_LIMIT;
}

function escapeMarkdown(name: string): string {
  return name.replace(/[\\*_~`|>[\]]/g, (sign) => `\\${sign}`);
}
