type Consonant = { readonly place: number; readonly manner: number; readonly isVoiced: boolean };

const STOP = 0;
const AFFRICATE = 1;
const FRICATIVE = 2;
const NASAL = 3;
const APPROXIMANT = 4;

/** From the lips (0) to the glottis (6). */
const consonants = new Map<string, Consonant>(
  (
    [
      ['p', 0, STOP, false],
      ['b', 0, STOP, true],
      ['m', 0, NASAL, true],
      ['w', 0, APPROXIMANT, true],
      ['f', 0.3, FRICATIVE, false],
      ['v', 0.3, FRICATIVE, true],
      ['T', 1, FRICATIVE, false],
      ['D', 1, FRICATIVE, true],
      ['t', 2, STOP, false],
      ['d', 2, STOP, true],
      ['s', 2, FRICATIVE, false],
      ['z', 2, FRICATIVE, true],
      ['n', 2, NASAL, true],
      ['l', 2, APPROXIMANT, true],
      ['r', 2.5, APPROXIMANT, true],
      ['S', 3, FRICATIVE, false],
      ['Z', 3, FRICATIVE, true],
      ['C', 3, AFFRICATE, false],
      ['J', 3, AFFRICATE, true],
      ['j', 3.5, APPROXIMANT, true],
      ['k', 5, STOP, false],
      ['g', 5, STOP, true],
      ['N', 5, NASAL, true],
      ['h', 6, FRICATIVE, false],
    ] as const
  ).map(([sound, place, manner, isVoiced]) => [sound, { place, manner, isVoiced }]),
);

/** How much a change of manner is heard: stop, affricate, fricative, nasal, approximant. */
const MANNER_COST = [
  [0, 0.2, 0.25, 0.45, 0.6],
  [0.2, 0, 0.15, 0.6, 0.6],
  [0.25, 0.15, 0, 0.5, 0.5],
  [0.45, 0.6, 0.5, 0, 0.4],
  [0.6, 0.6, 0.5, 0.4, 0],
] as const;

const VOICE_COST = 0.2;
const PLACE_COST = 0.12;
const MAX_PLACE_COST = 0.4;

/** Height and backness, 0 to 1, as in the vowel chart; of a diphthong the middle of its way. */
const vowels = new Map<string, readonly [height: number, backness: number]>([
  ['i', [1, 0]],
  ['I', [0.85, 0.15]],
  ['A', [0.75, 0.05]],
  ['e', [0.5, 0.1]],
  ['&', [0.2, 0.15]],
  ['a', [0.05, 0.7]],
  ['o', [0.3, 0.9]],
  ['O', [0.55, 0.9]],
  ['U', [0.85, 0.8]],
  ['u', [1, 0.9]],
  ['@', [0.4, 0.5]],
  ['Y', [0.4, 0.35]],
  ['W', [0.4, 0.65]],
  ['8', [0.6, 0.6]],
]);

const VOWEL_COST = 0.6;
const MAX_VOWEL_COST = 0.6;

/** Sounds that come and go in running speech. */
const FAINT = 'hjw@r';

/** Stops have no sound of their own at the end of a word, and little at its beginning. */
const STOPS = 'pbtdkg';

/** A vowel put in to make foreign consonants sayable: as good as none, and any. */
const PUT_IN = '_';
const PUT_IN_COST = 0.1;
const PUT_IN_AS_VOWEL_COST = 0.2;

const REST_COST = { vowel: 0.7, consonant: 1, stop: 0.6, faint: 0.5 };
const GAP_COST = { vowel: 0.5, consonant: 0.7, stop: 0.6, faint: 0.35 };

/**
 * How differently two strings of sounds are heard: 0 for the same, about 0.2 for a sound that is easily taken for another, 1 for
 * one that is not. What stands before or after all of `wanted` costs more than what slips in between: "juniper" is not "June".
 * Sounds are one character each, as `soundsOf` writes them. What is certain to be over `most` may be told as Infinity.
 */
export function soundDistance(heard: string, wanted: string, most = Infinity): number {
  if (Math.abs(heard.length - wanted.length) * GAP_COST.faint > most) return Infinity;
  let row = Array.from({ length: wanted.length + 1 }, () => 0);
  for (let at = 1; at <= wanted.length; at++) {
    row[at] = (row[at - 1] as number) + gapCost(wanted[at - 1] as string, GAP_COST);
  }
  for (const sound of heard) {
    const next = [(row[0] as number) + gapCost(sound, REST_COST)];
    for (let at = 1; at <= wanted.length; at++) {
      const expected = wanted[at - 1] as string;
      next[at] = Math.min(
        (row[at - 1] as number) + changeCost(sound, expected),
        (row[at] as number) + gapCost(sound, at === wanted.length ? REST_COST : GAP_COST),
        (next[at - 1] as number) + gapCost(expected, GAP_COST),
      );
    }
    row = next;
    if (Math.min(...row) > most) return Infinity;
  }
  return row[wanted.length] as number;
}

function gapCost(sound: string, costs: typeof GAP_COST): number {
  if (sound === PUT_IN) return PUT_IN_COST;
  if (FAINT.includes(sound)) return costs.faint;
  if (STOPS.includes(sound)) return costs.stop;
  return vowels.has(sound) ? costs.vowel : costs.consonant;
}

function changeCost(one: string, other: string): number {
  if (one === other) return 0;
  if (one === PUT_IN || other === PUT_IN) {
    return vowels.has(one) || vowels.has(other) ? PUT_IN_AS_VOWEL_COST : 1;
  }
  const vowel = vowels.get(one);
  const otherVowel = vowels.get(other);
  if (vowel !== undefined && otherVowel !== undefined) {
    const apart = Math.hypot(vowel[0] - otherVowel[0], vowel[1] - otherVowel[1]);
    return Math.min(MAX_VOWEL_COST, VOWEL_COST * apart);
  }
  const consonant = consonants.get(one);
  const otherConsonant = consonants.get(other);
  if (consonant === undefined || otherConsonant === undefined) return 1;
  const manner = MANNER_COST[consonant.manner]?.[otherConsonant.manner] ?? 1;
  const place = PLACE_COST * Math.abs(consonant.place - otherConsonant.place);
  const voice = consonant.isVoiced === otherConsonant.isVoiced ? 0 : VOICE_COST;
  return Math.min(1, manner + voice + Math.min(MAX_PLACE_COST, place));
}
