import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

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
