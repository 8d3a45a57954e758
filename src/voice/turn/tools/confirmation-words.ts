import type { Tool, ToolCall } from '@vox/voice-core';

import { spokenName, spokenValue } from './spoken-values';

type Words = {
  readonly ask: (what: string) => string;
  readonly again: (what: string) => string;
  readonly more: (count: number) => string;
};

/** Each ends with its question, so that what is said next is taken for the answer. */
const WORDS: Readonly<Record<string, Words>> = {
  en: {
    ask: (what) => `Please confirm: ${what}. Shall I do that?`,
    again: (what) => `Yes or no, please: ${what}. Shall I do that?`,
    more: (count) => `and ${count} more`,
  },
  de: {
    ask: (what) => `Bitte bestätigen: ${what}. Soll ich das tun?`,
    again: (what) => `Ja oder nein, bitte: ${what}. Soll ich das tun?`,
    more: (count) => `und ${count} weitere`,
  },
  fr: {
    ask: (what) => `Merci de confirmer : ${what}. Dois-je le faire ?`,
    again: (what) => `Oui ou non, s’il vous plaît : ${what}. Dois-je le faire ?`,
    more: (count) => `et ${count} de plus`,
  },
  es: {
    ask: (what) => `Por favor, confirme: ${what}. ¿Lo hago?`,
    again: (what) => `Sí o no, por favor: ${what}. ¿Lo hago?`,
    more: (count) => `y ${count} más`,
  },
};

/** More is listened to by nobody. */
const MAX_VALUES = 4;

/**
 * The server's own question whether `call` is to be made, with what it would do: no model has a say in it.
 * @param language BCP 47; English where there are no words in it. @param isAgain It was asked, and the answer was unclear.
 */
export function questionOf(
  call: ToolCall,
  tool: Tool,
  language: string | undefined,
  isAgain: boolean,
): string {
  const words = WORDS[language?.split('-')[0]?.toLowerCase() ?? 'en'] ?? WORDS['en'];
  const title = tool.title ?? tool.name.split('__').at(-1) ?? tool.name;
  const values = Object.entries(given(call.arguments)).map(
    ([name, value]) => `${spokenName(name)}: ${spokenValue(value)}`,
  );
  const left = values.length - MAX_VALUES;
  const told = [
    spokenName(title),
    ...values.slice(0, MAX_VALUES),
    ...(left > 0 ? [words?.more(left) ?? ''] : []),
  ].join(', ');
  return (isAgain ? words?.again(told) : words?.ask(told)) ?? '';
}

function given(text: string): object {
  try {
    const value = JSON.parse(text) as unknown;
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    // The tool refuses them, if it comes to that.
    return {};
  }
}
