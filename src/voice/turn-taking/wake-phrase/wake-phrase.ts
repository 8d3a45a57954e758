import { type Place, placeOf } from './places';
import { soundDistance } from './sound-distance';
import { soundsHeard } from './sounds';
import { type Saying, type WantedName, wantedNames } from './wanted-name';
import { COMMON } from './word-lists';
import { type Word, wordsOf } from './words';

/** Recognizers write a name as up to this many words more than it has. */
const MORE_WORDS = 2;

/** What is heard as more words or fewer has to sound more alike. */
const SHARE_OF_OTHER_COUNT = 0.7;

/** How much may sound otherwise: per sound of the name, and in all. */
const BUDGETS: Readonly<Record<Place, { readonly perSound: number; readonly most: number }>> = {
  call: { perSound: 0.25, most: 1 },
  request: { perSound: 0.2, most: 0.9 },
  greeting: { perSound: 0.08, most: 0.5 },
  elsewhere: { perSound: 0.1, most: 0.5 },
};

/** A name with fewer sounds is no more than a syllable: elsewhere it counts only as it is spelt. */
const ELSEWHERE_FROM_SOUNDS = 5;

/**
 * Whether `text` calls somebody by one of `names`. A name that is spelt right counts everywhere; one that only sounds so counts the
 * more readily, the likelier a call is where it stands: "Fox, what time is it?" calls Vox, "the fox is brown" does not.
 */
export function calls(text: string, names: readonly string[]): boolean {
  const words = wordsOf(text);
  return wantedNames(names).some((wanted) => isCalled(words, wanted));
}

function isCalled(words: readonly Word[], wanted: WantedName): boolean {
  if (wanted.isUnspaced && joined(words).includes(wanted.words.join(''))) return true;
  const longest = wanted.words.length + MORE_WORDS;
  return words.some((_, from) => {
    for (let to = from + 1; to <= words.length && to - from <= longest; to++) {
      if (isHeard(words, from, to, wanted)) return true;
    }
    return false;
  });
}

/** Whether the words from `from` to before `to` are the name. */
function isHeard(words: readonly Word[], from: number, to: number, wanted: WantedName): boolean {
  const heard = words.slice(from, to);
  const isOnlyCommon = heard.every(({ text }) => COMMON.has(text));
  const isAsManyWords = heard.length === wanted.words.length;
  if (isOnlyCommon && !isAsManyWords) return false;
  const place = placeOf(words, from, to);
  if (isSpelt(joined(heard), wanted, place)) return true;
  if (isOnlyCommon) return false;
  if (isAsManyWords && heard.length > 1) {
    return heard.every((word, at) =>
      sounds([word], wanted.sayingsOfWords[at] as readonly Saying[], place, 1),
    );
  }
  const share = isAsManyWords ? 1 : SHARE_OF_OTHER_COUNT;
  if (sounds(heard, wanted.sayings, place, share)) return true;
  const mayBeginWithGreeting = from === 0 && place !== 'elsewhere';
  return mayBeginWithGreeting && sounds(heard, wanted.greetedSayings, place, share);
}

function isSpelt(letters: string, { spellings }: WantedName, place: Place): boolean {
  return spellings.some(
    (form) => form.letters === letters && (form.counts === 'anywhere' || place !== 'elsewhere'),
  );
}

function sounds(
  heard: readonly Word[],
  sayings: readonly Saying[],
  place: Place,
  share: number,
): boolean {
  const { perSound, most } = BUDGETS[place];
  const readings = soundsHeard(heard.map(({ text }) => text));
  return sayings.some((saying) => {
    const { length } = saying.sounds;
    if (place === 'elsewhere' && length < ELSEWHERE_FROM_SOUNDS) return false;
    const allowed = share * saying.share * Math.min(most, perSound * length);
    return readings.some((reading) => soundDistance(reading, saying.sounds, allowed) <= allowed);
  });
}

function joined(words: readonly Word[]): string {
  return words.map(({ text }) => text).join('');
}
