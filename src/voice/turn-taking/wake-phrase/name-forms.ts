/** How a name may be written when it is called or spoken of. */
export type NameForm = {
  readonly letters: string;
  /** `call`: looks too much like other words to count anywhere else. */
  readonly counts: 'anywhere' | 'call';
  /** Whether it may be heard otherwise than it is spelt. */
  readonly isHeard: boolean;
};

/** Vocative and other particles; 이 comes in between after a consonant. */
const KOREAN =
  '야 아 이야 여 이여 님 씨 양 군 은 는 이 가 을 를 도 의 와 과 랑 이랑 에게 한테 께 아야 이가 이는 이를'.split(
    ' ',
  );
/** Titles, which are written in the same kana as names may be. */
const JAPANESE = 'さん ちゃん くん さま 様 君'.split(' ');
const CYRILLIC = 'а я у ю е и ы о ой ей ою ею ом ем ём ам ям ами ями ах ях ові еві'.split(' ');
/** Turkish, Finnish, Hungarian. */
const LATIN_LONG =
  'cim cigim cum cugum ya ye yi yu nin nun den dan de da le la lle lla lta sta ssa nak nek'.split(
    ' ',
  );
/** The same, and Slavic and Baltic vocatives. */
const LATIN_SHORT = 'a e i o u n m'.split(' ');
const LATIN_INSTEAD_OF_A = 'e o i u y'.split(' ');

/** Shorter names with an ending are other words. */
const LATIN_FROM_LETTERS = 4;
const CYRILLIC_FROM_LETTERS = 3;

/** `letters` of a name, folded, and the forms with endings that languages of its script give it. */
export function nameForms(letters: string): NameForm[] {
  const name: NameForm = { letters, counts: 'anywhere', isHeard: false };
  if (/\p{Script=Hangul}$/u.test(letters)) {
    return [name, ...KOREAN.map((ending) => heardAnywhere(letters + ending))];
  }
  if (/^[\p{Script=Hiragana}ー]+$/u.test(letters)) {
    return [name, ...JAPANESE.map((title) => heardAnywhere(letters + title))];
  }
  if (/^\p{Script=Cyrillic}+$/u.test(letters)) return [name, ...cyrillicForms(letters)];
  if (/^[a-z]+$/u.test(letters)) return [name, ...latinForms(letters)];
  return [name];
}

function cyrillicForms(letters: string): NameForm[] {
  if (letters.length < CYRILLIC_FROM_LETTERS) return [];
  const stem = letters.replace(/[аяоеийь]$/u, '');
  const isShortened = stem !== letters && stem.length >= CYRILLIC_FROM_LETTERS;
  return [
    ...(isShortened ? [heardAnywhere(stem)] : []),
    ...CYRILLIC.map((ending) => heardAnywhere(stem + ending)),
  ];
}

function latinForms(letters: string): NameForm[] {
  if (letters.length < LATIN_FROM_LETTERS) return [];
  const short = letters.endsWith('a')
    ? LATIN_INSTEAD_OF_A.map((ending) => letters.slice(0, -1) + ending)
    : [];
  return [
    ...LATIN_LONG.map((ending): NameForm => ({
      letters: letters + ending,
      counts: 'anywhere',
      isHeard: false,
    })),
    ...[...short, ...LATIN_SHORT.map((ending) => letters + ending)].map((form): NameForm => ({
      letters: form,
      counts: 'call',
      isHeard: false,
    })),
  ];
}

function heardAnywhere(letters: string): NameForm {
  return { letters, counts: 'anywhere', isHeard: true };
}
