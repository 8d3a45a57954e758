export type YesNo = 'yes' | 'no' | 'unclear';

/** In the languages in which questions are asked, together: a recognizer rarely knows for sure which one a single word was in. */
const YES =
  'yes|yeah|yep|yup|yes please|sure|of course|okay|ok|right|correct|exactly|absolutely|definitely|certainly|go ahead|do it|do that|' +
  'please do|confirmed|i confirm|confirm|that is right|thats right|you may|make it so|' +
  'ja|jawohl|jo|jep|klar|na klar|genau|richtig|stimmt|gerne|sicher|auf jeden fall|natürlich|mach das|mach es|machs|mach|tu es|tu das|' +
  'bestätigt|ich bestätige|einverstanden|in ordnung|' +
  'oui|ouais|daccord|bien sûr|vas y|allez y|exactement|tout à fait|je confirme|confirmé|certainement|absolument|faites|fais le|' +
  'sí|si|claro|vale|por supuesto|adelante|hazlo|correcto|exacto|de acuerdo|confirmo|confirmado|desde luego|hágalo';
/** Whoever begins with one does not want it, whatever follows. */
const NO =
  'no|nope|nah|never|stop|cancel|wait|dont|do not|not|rather not|leave it|forget it|' +
  'nein|nee|nö|nicht|niemals|halt|warte|warten|lieber nicht|lass|lassen|abbrechen|abbruch|stopp|bloß nicht|auf keinen fall|' +
  'non|pas|jamais|attends|attendez|annule|annulez|arrête|arrêtez|surtout pas|laisse|' +
  'nunca|espera|espere|cancela|cancele|para|déjalo|mejor no';
/** Says neither. */
const BESIDE =
  'please|thanks|thank you|um+|u+h+|e+r+m*|well|oh|ah|hm+|mhm|so|now|then|and|it|that|' +
  'bitte|danke|äh+m*|öh+m*|also|nun|doch|dann|das|es|ach|' +
  's il vous plaît|sil vous plaît|sil te plaît|merci|euh+|eh+|alors|bien|' +
  'por favor|gracias|pues|bueno|este';

const ONLY_YES = new RegExp(`^(?:(?:${BESIDE}) )*(?:(?:${YES}) (?:(?:${BESIDE}) )*)+$`, 'u');
const BEGINS_WITH_NO = new RegExp(`^(?:(?:${BESIDE}) )*(?:${NO}) `, 'u');
/** In the middle of something it takes back what was said before it. */
const HAS_NO = new RegExp(` (?:${NO}) `, 'u');

/**
 * What somebody says to a question that is answered by yes or no. Yes is that alone: who says more means more. No is whatever
 * begins with it.
 * @param names Of who is spoken to: they say neither.
 */
export function yesOrNo(text: string, names: readonly string[] = []): YesNo {
  const without = wordsWithout(text, names);
  if (BEGINS_WITH_NO.test(without)) return 'no';
  if (ONLY_YES.test(without)) return 'yes';
  return HAS_NO.test(` ${without}`) && ONLY_YES.test(`${without.split(' ')[0] ?? ''} `)
    ? 'no'
    : 'unclear';
}

/** As `wordsOf`, without `names`. */
export function wordsWithout(text: string, names: readonly string[]): string {
  return names
    .map(wordsOf)
    .filter((name) => name.trim() !== '')
    .reduce((rest, name) => ` ${rest}`.replaceAll(` ${name}`, ' ').trimStart(), wordsOf(text));
}

/** Whether `words` are one of `phrases` (a pattern), with nothing beside it that means anything. */
export function isOnly(words: string, phrases: string): boolean {
  return new RegExp(`^(?:(?:${BESIDE}) )*(?:${phrases}) (?:(?:${BESIDE}) )*$`, 'u').test(words);
}

/** In lower case, one space behind each. */
export function wordsOf(text: string): string {
  const plain = text.normalize('NFC').toLowerCase().replaceAll(/['’]/gu, '');
  return (plain.match(/[\p{L}\p{N}]+/gu) ?? []).map((word) => `${word} `).join('');
}
