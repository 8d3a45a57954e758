/**
 * What listeners say to show that they listen: not a turn while the agent speaks. Of several languages together: a
 * recognizer rarely knows for sure which one a single word was in.
 */
const SIGNS =
  'yeah|yep|yup|yes|okay|ok|k|right|alright|all right|sure|i see|got it|i got it|of course|exactly|cool|nice|great|' +
  'good|true|wow|huh|ha|really|interesting|' +
  'ja|jo|genau|klar|alles klar|stimmt|ach|ach so|achso|verstehe|ach ja|' +
  "oui|ouais|d'accord|d accord|voilà|ah bon|bien sûr|" +
  'sí|si|vale|claro|ajá|ya|entiendo|de acuerdo';

/** Sounds are written in as many letters as the voice seemed to take: "mhmm", "ohh", "hahaha". */
const SOUNDS =
  'm+|m+ ?h+m+|h+m+|u+h+(?: ?h?u+h+)?|a+h+(?: ?a+h*)?|o+h+|a?(?:h[aeio]+){2,}h?|(?:ja){2,}';

/** More signs than this, one after the other, are somebody who talks. */
const MAX_SIGNS = 3;

/** A sign said over and over is still one. */
const ONLY_SIGNS = new RegExp(
  String.raw`^(?:(${SIGNS}|${SOUNDS})(?: \1(?= |$))*(?: |$)){0,${MAX_SIGNS}}$`,
  'u',
);

/** Whether `text` is only a sign of listening ("mhm", "yeah okay") or a laugh. */
export function isBackchannel(text: string): boolean {
  const words = text.normalize('NFC').toLowerCase().replaceAll('’', "'");
  return ONLY_SIGNS.test((words.match(/[\p{L}\p{N}']+/gu) ?? []).join(' '));
}
