import { latinSounds } from './latin-sounds';
import { scriptSounds } from './script-sounds';

/** More ways to say a phrase are not tried. */
const MAX_READINGS = 8;

const NUMBERS =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty'.split(
    ' ',
  );

/** What Korean adds to whoever is called, to names of other languages too. */
const KOREAN_CALL = /(?<=[\uac00-\ud7a3]{2})[야아]$/u;

/** The ways to say words that were heard, also without what Korean adds when it calls. */
export function soundsHeard(words: readonly string[]): string[] {
  const bare = words.map((word) => word.replace(KOREAN_CALL, ''));
  const isSame = bare.every((word, at) => word === words[at]);
  return isSame ? soundsOf(words) : [...soundsOf(words), ...soundsOf(bare)];
}

/** The ways to say folded words one after another, likeliest first: one character a sound. */
export function soundsOf(words: readonly string[]): string[] {
  return words
    .map(soundsOfWord)
    .reduce(
      (before, after) =>
        after.flatMap((end) => before.map((start) => joined(start, end))).slice(0, MAX_READINGS),
      [''],
    );
}

/** A sound that ends one word and begins the next is said once. */
function joined(start: string, end: string): string {
  return start !== '' && start.at(-1) === end[0] ? start + end.slice(1) : start + end;
}

function soundsOfWord(word: string): string[] {
  const said = NUMBERS[Number(word)] ?? word;
  return /^[a-z]+$/u.test(said) ? latinSounds(said) : [scriptSounds(said)];
}
