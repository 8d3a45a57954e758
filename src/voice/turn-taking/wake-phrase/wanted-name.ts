import { type NameForm, nameForms } from './name-forms';
import { soundsOf } from './sounds';
import { wordsOf } from './words';

/** Scripts that put no space between words. Katakana are not of them: what they write stands out among other signs. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

/** How a greeting sounds that a recognizer takes for the beginning of the name. */
const GREETINGS = ['hA', 'OkA'];

/** A way to say a name; `share` of what may be heard otherwise in the name alone may be in this one. */
export type Saying = { readonly sounds: string; readonly share: number };

/** A name by which somebody is called, and what it may be heard as. */
export type WantedName = {
  /** Folded; several for a name of several words. */
  readonly words: readonly string[];
  readonly spellings: readonly NameForm[];
  /** Each word by itself. */
  readonly sayingsOfWords: readonly (readonly Saying[])[];
  /** All of it, with endings, too. */
  readonly sayings: readonly Saying[];
  /** With a greeting run into it. */
  readonly greetedSayings: readonly Saying[];
  readonly isUnspaced: boolean;
};

/** The names of a room do not change, and everything that is said there is compared with them. */
const known = new WeakMap<readonly string[], readonly WantedName[]>();

/** What to listen for; names without a letter or digit cannot be called and are left out. */
export function wantedNames(names: readonly string[]): readonly WantedName[] {
  const found = known.get(names) ?? names.map(prepared).filter(({ words }) => words.length > 0);
  known.set(names, found);
  return found;
}

function prepared(name: string): WantedName {
  const words = wordsOf(name).map(({ text }) => text);
  const spellings = nameForms(words.join(''));
  const bare = said(words, 1);
  const inflected = spellings.filter(({ isHeard }) => isHeard);
  return {
    words,
    spellings,
    sayingsOfWords: words.map((word) => said([word], 1)),
    sayings: [...bare, ...inflected.flatMap(({ letters }) => said([letters], 0.5))],
    greetedSayings: GREETINGS.flatMap((greeting) =>
      bare.map(({ sounds }) => ({ sounds: greeting + sounds, share: 0.5 })),
    ),
    isUnspaced: UNSPACED.test(name),
  };
}

function said(words: readonly string[], share: number): Saying[] {
  return soundsOf(words).map((sounds) => ({ sounds, share }));
}
