/** What people are asked with. All that is asked ends with a question mark, so that what is said next is taken for the answer. */
export type FormWords = {
  readonly intro: (from: string, message: string) => string;
  readonly optional: string;
  readonly preset: (value: string) => string;
  readonly any: (label: string) => string;
  readonly number: (label: string) => string;
  readonly atLeast: (label: string, least: number) => string;
  readonly atMost: (label: string, most: number) => string;
  readonly between: (label: string, least: number, most: number) => string;
  readonly yesNo: (label: string) => string;
  readonly choice: (label: string, options: string) => string;
  readonly choices: (label: string, options: string) => string;
  readonly or: string;
  readonly again: string;
  readonly review: (values: string) => string;
  readonly agree: string;
  readonly fromTheStart: string;
  readonly yes: string;
  readonly no: string;
};

export const FORM_WORDS: Readonly<Record<string, FormWords>> = {
  en: {
    intro: (from, message) => `${from} asks: ${message}.`,
    optional: 'You may skip this.',
    preset: (value) => `You may skip this, then it is ${value}.`,
    any: (label) => `${label}?`,
    number: (label) => `${label}: which number?`,
    atLeast: (label, least) => `${label}: a number from ${least} on?`,
    atMost: (label, most) => `${label}: a number up to ${most}?`,
    between: (label, least, most) => `${label}: a number from ${least} to ${most}?`,
    yesNo: (label) => `${label}: yes or no?`,
    choice: (label, options) => `${label}: ${options}?`,
    choices: (label, options) => `${label}: one or more of ${options}?`,
    or: 'or',
    again: 'I did not understand that.',
    review: (values) => `I have ${values}. Is that right?`,
    agree: 'Do you agree?',
    fromTheStart: 'Then once more.',
    yes: 'yes',
    no: 'no',
  },
  de: {
    intro: (from, message) => `${from} fragt: ${message}.`,
    optional: 'Das können Sie überspringen.',
    preset: (value) => `Das können Sie überspringen, dann ist es ${value}.`,
    any: (label) => `${label}?`,
    number: (label) => `${label}: welche Zahl?`,
    atLeast: (label, least) => `${label}: eine Zahl ab ${least}?`,
    atMost: (label, most) => `${label}: eine Zahl bis ${most}?`,
    between: (label, least, most) => `${label}: eine Zahl von ${least} bis ${most}?`,
    yesNo: (label) => `${label}: ja oder nein?`,
    choice: (label, options) => `${label}: ${options}?`,
    choices: (label, options) => `${label}: eines oder mehreres von ${options}?`,
    or: 'oder',
    again: 'Das habe ich nicht verstanden.',
    review: (values) => `Ich habe ${values}. Stimmt das?`,
    agree: 'Sind Sie einverstanden?',
    fromTheStart: 'Dann noch einmal.',
    yes: 'ja',
    no: 'nein',
  },
  fr: {
    intro: (from, message) => `${from} demande : ${message}.`,
    optional: 'Vous pouvez passer.',
    preset: (value) => `Vous pouvez passer, alors ce sera ${value}.`,
    any: (label) => `${label} ?`,
    number: (label) => `${label} : quel nombre ?`,
    atLeast: (label, least) => `${label} : un nombre à partir de ${least} ?`,
    atMost: (label, most) => `${label} : un nombre jusqu’à ${most} ?`,
    between: (label, least, most) => `${label} : un nombre de ${least} à ${most} ?`,
    yesNo: (label) => `${label} : oui ou non ?`,
    choice: (label, options) => `${label} : ${options} ?`,
    choices: (label, options) => `${label} : un ou plusieurs parmi ${options} ?`,
    or: 'ou',
    again: 'Je n’ai pas compris.',
    review: (values) => `J’ai ${values}. C’est juste ?`,
    agree: 'Êtes-vous d’accord ?',
    fromTheStart: 'Alors encore une fois.',
    yes: 'oui',
    no: 'non',
  },
  es: {
    intro: (from, message) => `${from} pregunta: ${message}.`,
    optional: 'Puede saltarlo.',
    preset: (value) => `Puede saltarlo, y será ${value}.`,
    any: (label) => `¿${label}?`,
    number: (label) => `${label}: ¿qué número?`,
    atLeast: (label, least) => `${label}: ¿un número desde ${least}?`,
    atMost: (label, most) => `${label}: ¿un número hasta ${most}?`,
    between: (label, least, most) => `${label}: ¿un número de ${least} a ${most}?`,
    yesNo: (label) => `${label}: ¿sí o no?`,
    choice: (label, options) => `${label}: ¿${options}?`,
    choices: (label, options) => `${label}: ¿uno o varios de ${options}?`,
    or: 'o',
    again: 'No le he entendido.',
    review: (values) => `Tengo ${values}. ¿Es correcto?`,
    agree: '¿Está de acuerdo?',
    fromTheStart: 'Entonces otra vez.',
    yes: 'sí',
    no: 'no',
  },
};

/** Ends the whole form, whatever is asked. */
export const CANCEL =
  'cancel|cancel it|cancel that|stop|stop it|never mind|nevermind|forget it|abort|quit|' +
  'abbrechen|abbruch|stopp|vergiss es|lass es|lass gut sein|egal|' +
  'annule|annulez|annuler|arrête|arrêtez|laisse tomber|laissez tomber|oublie|' +
  'cancela|cancele|cancelar|para|pare|déjalo|déjelo|olvídalo|olvídelo';
/** They do not want to say it. */
export const DECLINE =
  'no|nope|i do not want to|i dont want to|i would rather not|id rather not|rather not|i decline|decline|i wont say|i will not say|' +
  'nein|nee|lieber nicht|ich möchte nicht|ich will nicht|das möchte ich nicht sagen|das sage ich nicht|keine angabe|' +
  'non|je ne veux pas|je préfère pas|je préfère ne pas le dire|plutôt pas|je refuse|' +
  'no quiero|prefiero no|prefiero no decirlo|prefiero que no|mejor no';
/** They leave that field out. */
export const SKIP =
  'skip|skip it|skip that|skip this|next|next one|pass|none|nothing|leave it empty|leave it out|the default|default|' +
  'überspringen|überspring das|weiter|nächste|nächstes|auslassen|keine|keines|nichts|' +
  'passe|passer|suivant|suivante|sauter|rien|aucun|aucune|' +
  'saltar|salta|sáltalo|siguiente|omitir|nada|ninguno|ninguna';

/** Of two letters, that somebody is asked in; English where there are no words in it. */
export function languageOf(language: string | undefined): string {
  const spoken = language?.split('-')[0]?.toLowerCase() ?? 'en';
  return spoken in FORM_WORDS ? spoken : 'en';
}
