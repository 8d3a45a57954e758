import type { FormField } from '@vox/voice-core';

import { wordsOf } from '../yes-no';

/** Mean nothing in any language, but that German has "um" and "er" as words. */
const HESITATION = 'uh+m*|erm+|äh+m*|öh+m*|euh+|eh+|hm+|mm+|mhm';
const ENGLISH_HESITATION = 'um+|er+';
/** Begin what is said; they are words as well, so they need a break behind them. */
const OPENING =
  'um|well|so|okay|ok|oh|ah|now|please|also|nun|naja|na ja|tja|ach|gut|bitte|' +
  "alors|ben|bah|bon|bien|donc|s['’]il (?:vous|te) pla[iî]t|pues|bueno|este|a ver|vale|por favor";
const GREETING = 'hey|hi|hello|hallo|ok|okay|salut|bonjour|hola|oye';
const PLEASE = "please|bitte|s['’]il (?:vous|te) pla[iî]t|por favor";
const CLOSING =
  `${PLEASE}|thanks|thank you|thanks a lot|thank you very much|i think|that['’]?s it|that['’]?s all|` +
  "danke|danke schön|vielen dank|glaube ich|das ist alles|das wars|das war[’']s|" +
  "merci|merci beaucoup|je crois|c['’]est tout|gracias|muchas gracias|creo|eso es todo";

const LEAD_IN =
  "(?:it|that|this)(?:['’]?s| is| would be|['’]d be)|i['’]m|i am|" +
  '(?:es|das|dies) (?:ist|sind|wäre|wären)|ich bin|ich hei(?:ß|ss)e|' +
  "c['’]est|(?:ce|ça) serait|je suis|je m['’]appelle|(?:yo )?me llamo";
/** Are words of other languages as well. */
const SPANISH_LEAD_IN = 'es|(?:esto|eso|este|esta) es|son|sería|serían|(?:yo )?soy';
const DETERMINER = 'my|the|mein|meine|der|die|das|mon|ma|le|la|mi|el';
const IS = "is|['’]s|would be|ist|lautet|wäre|est|serait|es|sería";
/** What anything may be called that is asked for. */
const CALLED =
  'name|surname|answer|address|email|e-mail|mail|phone|number|website|vorname|nachname|antwort|adresse|nummer|webseite|' +
  'nom|prénom|réponse|numéro|téléphone|nombre|apellido|respuesta|dirección|correo|número|teléfono';
const MARKS = '[.,;:!?…]';

/**
 * An answer without what people say beside it: the name of who is spoken to, hesitations, "it's", "my name is", thanks.
 * @param field What is asked for. @param language Of two letters.
 */
export function withoutBeside(
  text: string,
  { label, name }: Pick<FormField, 'label' | 'name'>,
  language: string,
  names: readonly string[],
): string {
  // Where a recognizer writes no marks, a space is all there is between a name and the answer.
  const isMarked = new RegExp(MARKS, 'u').test(text);
  const gap = isMarked ? `\\s*${MARKS}+\\s*` : '\\s+';
  const spoken = names.map(patternOf).filter((pattern) => pattern !== '');
  const called = `(?:(?:${GREETING})[\\s,]+)?(?:${spoken.join('|')})`;
  const isSpanish = language === 'es';
  const thing = [
    CALLED,
    ...wordsOf(`${label} ${name}`)
      .split(' ')
      .filter((word) => word.length > 2),
  ];
  const leadIn =
    `(?:${isSpanish ? `${SPANISH_LEAD_IN}|` : ''}${LEAD_IN}|` +
    `(?:${DETERMINER}) (?:[\\p{L}'’-]+ ){0,2}?(?:${thing.join('|')})(?: [\\p{L}'’-]+){0,2}? ?(?:${IS}))(?:[\\s,:]+|$)`;
  const hesitation = `(?:${HESITATION}${language === 'de' ? '' : `|${ENGLISH_HESITATION}`})`;
  const beside = [
    ...(spoken.length === 0
      ? []
      : [`^${called}${gap}(?=.)`, `^${called}\\s*\\?$`, `(?<=.)${MARKS} ?${called}${MARKS}*$`]),
    `^${hesitation}(?:[\\s,.…]+|$)`,
    `^(?:${OPENING})(?:${gap}(?=.)|\\s+(?=${leadIn}))`,
    `^(?:${PLEASE}|${OPENING})${MARKS}*$`,
    `^${leadIn}`,
    `(?<=.)(?:${MARKS} ?(?:${CLOSING})| (?:${PLEASE}))[ .!?…]*$`,
  ].map((pattern) => new RegExp(pattern, 'iu'));
  let said = text.trim();
  for (;;) {
    const less = beside.reduce((rest, pattern) => rest.replace(pattern, '').trim(), said);
    if (less === said) return said;
    said = less;
  }
}

/** A name as it may be written. */
function patternOf(name: string): string {
  return (name.match(/[\p{L}\p{N}]+/gu) ?? []).join('[^\\p{L}\\p{N}]+');
}
