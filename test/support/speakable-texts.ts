import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { seededRandom } from '@vox/stand-ins';

const FOLDER = join(__dirname, '../fixtures/speakable-text');

/** A model's text, what of it is shown, and what is said; docs/speakable-text.md is made of them. */
export type SpeakableText = {
  readonly kind: string;
  readonly name: string;
  readonly script: string;
  readonly text: string;
  readonly shown: string;
  readonly said: readonly string[];
  /** The opening of its reasoning is in the model's prompt. */
  readonly beginsInReasoning: boolean;
};

export const speakableTexts: readonly SpeakableText[] = readdirSync(FOLDER)
  .sort()
  .flatMap((file) => {
    const texts = JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as (Omit<
      SpeakableText,
      'kind' | 'shown' | 'beginsInReasoning'
    > &
      Partial<SpeakableText>)[];
    return texts.map((text) => ({
      shown: text.text,
      beginsInReasoning: false,
      ...text,
      kind: file.replace('.json', ''),
    }));
  });

/** `text` whole, character by character, and in two at every border. */
export function cutsOf(text: string): readonly (readonly string[])[] {
  const borders = Array.from({ length: Math.max(0, text.length - 1) }, (_, index) => index + 1);
  return [[text], [...text], ...borders.map((at) => [text.slice(0, at), text.slice(at)])];
}

/** Beginnings, ends and middles of all that is no plain word. */
const PARTS = [
  ...[
    'Hello',
    ' there',
    ' and',
    ' ',
    '.',
    '!',
    '?',
    ',',
    ':',
    ';',
    '"',
    "'",
    'Dr.',
    ' e.g.',
    ' Yahoo!',
    '5',
    '.”',
    '。',
  ],
  ...[
    '你好',
    'สวัสดี',
    '😀',
    '\n',
    '\n\n',
    '\r\n',
    '\t',
    '    ',
    '*',
    '**',
    '_',
    '==',
    '`',
    '```',
    '```js\n',
    '~~~',
  ],
  ...[
    '# ',
    '> ',
    '- ',
    '1. ',
    '---',
    '===',
    '|',
    '| a | b |\n',
    '|---|---|\n',
    '[',
    ']',
    '(',
    ')',
    '](',
    '[1]',
    '[^2]',
  ],
  ...[
    '[[',
    ']]',
    '![',
    '[a]: http://b.c',
    '【4†s】',
    '】',
    '¹',
    '\u{E200}',
    '\u{E201}',
    'https://x.de/a',
    'www.',
    'h',
    'data:',
  ],
  ...[
    '<',
    '>',
    '<b>',
    '</b>',
    '<br>',
    '<br/>',
    '<script>',
    '</script>',
    '<!--',
    '-->',
    '<a href="x">',
    '<x y',
    '="z"',
  ],
  ...[
    'x<y',
    '<5',
    '&amp;',
    '&',
    '$',
    '$$',
    '\\(',
    '\\)',
    '\\[',
    '\\]',
    '\\frac{1}{2}',
    '\\alpha',
    '\\',
    '\\n',
    '{',
    '}',
    '^2',
  ],
  ...[
    '{\n "a": 1\n}',
    ' at foo (a.js:1:2)',
    '2024-01-01 12:00:00 INFO x',
    '<think',
    '<think>',
    '<|im_end|>',
    '[INST]',
  ],
];
const MAX_PARTS = 14;

/** Mixtures of marks that nobody would write, with the parts they are made of; the same ones each time. */
export function mixtures(count: number): readonly (readonly string[])[] {
  const random = seededRandom(1);
  const anyOf = <T>(choices: readonly T[]) => choices[Math.floor(random() * choices.length)] as T;
  return Array.from({ length: count }, () =>
    Array.from({ length: 1 + Math.floor(random() * MAX_PARTS) }, () => anyOf(PARTS)),
  );
}
