import type { ChatMessage } from '@vox/voice-core';

/** What a skill knows: the newest user message, and what came before it. */
export type DemoInput = {
  /** Lower case, contractions spelled out, without punctuation, fillers and courtesies. */
  readonly plain: string;
  /** As it was transcribed or typed. */
  readonly original: string;
  /** What the user said before, oldest first, as far as the context goes back. */
  readonly earlier: readonly string[];
  /** The reply before this one. */
  readonly lastReply: string | undefined;
  readonly now: Date;
};

/** The whole answer, or nothing when the skill is not meant. */
export type Skill = (input: DemoInput) => string | undefined;

const CONTRACTIONS: readonly (readonly [pattern: RegExp, words: string])[] = [
  [/\b(what|who|where|how|when|it|that|there|name)'s\b/g, '$1 is'],
  [/\b(whats)\b/g, 'what is'],
  [/\b(whos)\b/g, 'who is'],
  [/\bi'm\b|\bim\b/g, 'i am'],
  [/\b(you|we|they)'re\b/g, '$1 are'],
  [/\b(i|you|we|they)'ve\b/g, '$1 have'],
  [/\b(i|you|we|they|it)'ll\b/g, '$1 will'],
  [/\bcan't\b/g, 'cannot'],
  [/\bgood-?\s?bye?\b/g, 'goodbye'],
];

const FILLERS = /^(?:(?:um+|uh+|erm?|hmm+|so|well|okay|ok|and|oh|now|please|hey|computer|then) )+/;
const COURTESIES = /(?: (?:please|now|then|for me))+$/;
const POLITE_REQUEST =
  /^(?:(?:can|could|would|will) you(?: please)?|i would like you to|i want you to) /;

/** The newest user message of `messages` with its context; empty text when nobody has spoken yet. */
export function demoInputFrom(messages: readonly ChatMessage[], now: Date): DemoInput {
  const spoken = messages.filter((message) => message.role === 'user');
  const original = spoken.at(-1)?.content.trim() ?? '';
  return {
    plain: plainWords(original),
    original,
    earlier: spoken.slice(0, -1).map((message) => message.content.trim()),
    lastReply: messages.findLast(
      (message) => message.role === 'assistant' && message.content !== '',
    )?.content,
    now,
  };
}

/** `text` as skills compare it. Arithmetic signs stay; they stand apart. */
export function plainWords(text: string): string {
  let plain = text.toLowerCase().replace(/[‘’`]/g, "'");
  for (const [pattern, words] of CONTRACTIONS) plain = plain.replace(pattern, words);
  return plain
    .replace(/(\d),(?=\d{3}\b)/g, '$1')
    .replace(/×/g, '*')
    .replace(/÷/g, '/')
    .replace(/(?<=\d)\s*([-+*/])\s*(?=\d)/g, ' $1 ')
    .replace(/\.(?!\d)|[^\p{L}\p{N}.+*/ -]|(?<!\s)-|-(?!\s)/gu, (mark) => (mark === "'" ? '' : ' '))
    .replace(/\s+/g, ' ')
    .trim()
    .replace(FILLERS, '')
    .replace(POLITE_REQUEST, '')
    .replace(FILLERS, '')
    .replace(COURTESIES, '');
}

/** `text` as one clause to put into a sentence: without its final punctuation. */
export function asClause(text: string): string {
  return text.trim().replace(/[\s.,;:!?…]+$/u, '');
}

/** Ends `text` like a sentence and begins it with a capital. */
export function asSentence(text: string): string {
  const trimmed = text.trim();
  const capital = trimmed.charAt(0).toUpperCase() + trimmed.slice(1);
  return /[.!?]$/.test(capital) ? capital : `${asClause(capital)}.`;
}
