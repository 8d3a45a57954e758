/** `*waves*`: between single asterisks, not inside bold. */
const ACTION = /(?<![*\p{L}\p{N}])\*(?<words>\p{L}[^*\n]*)(?<!\s)\*(?![*\p{L}\p{N}])/gu;

/** What people do in role play, in any form: "waves", "smiling", "nod". */
const VERB = new RegExp(
  String.raw`^(?:(?:he|she|they|i)\s+)?(?:\p{L}+ly\s+)?(?:` +
    'wav(?:e|ing)|smil(?:e|ing)|nod|shrug|laugh|chuckl(?:e|ing)|giggl(?:e|ing)|sigh|wink|grin|bow|blush|gasp|cough|lean|look|tilt|' +
    'paus(?:e|ing)|clap|hug|point|whisper|yawn|frown|gestur(?:e|ing)|step|sit|stand|turn|rais(?:e|ing)|shak(?:e|ing)|roll|' +
    'scratch|clear|cross|sniff|snort|star(?:e|ing)|stretch|tap|twirl|danc(?:e|ing)|jump|spin|purr|beam|blink|pat|snicker|smirk|' +
    String.raw`groan|moan|shudder|shiver|tear|wip(?:e|ing)|walk)(?:\p{L}?ing|e?s|ed)?(?!\p{L})`,
  'iu',
);

/** Whatever the verb, somebody does something to something: "flips through the pages". */
const VERB_PHRASE =
  /^\p{Ll}+[^s\W]s\s+(?:a|an|the|his|her|my|your|its|their|at|to|into|up|down|through|over|back|around|away)(?!\p{L})/u;

const ENDED = /[.!?…:]["'”’)\]*_]*$/u;

/**
 * `text` without `*asterisk actions*`. `*Emphasis*` looks the same, and losing it loses what the sentence is about.
 *
 * An action stands where a sentence may: alone, before one or after one. What stands between the words of a sentence is
 * emphasis; so is what begins or ends one, unless somebody does something in it.
 */
export function withoutActions(text: string): string {
  return text.replace(ACTION, (action, words: string, at: number) => {
    const before = text.slice(0, at).trimEnd();
    const after = text.slice(at + action.length).trimStart();
    return isAction(words, before, after) ? ' ' : action;
  });
}

function isAction(words: string, before: string, after: string): boolean {
  const isFirst = before === '' || ENDED.test(before) || before.endsWith('\n');
  const isLast = !/[\p{L}\p{N}]/u.test(after);
  if (isFirst && isLast) return true;
  const isBeforeSentence = /^["'“‘(*]*\p{Lu}/u.test(after);
  // A sentence begins with a capital; what begins without one before a capital is none of its words.
  if (isFirst && isBeforeSentence && (/^\p{Ll}/u.test(words) || ENDED.test(words))) return true;
  const isBesideClause = isFirst || isLast || isBeforeSentence || before.endsWith(',');
  return isBesideClause && (VERB.test(words) || VERB_PHRASE.test(words));
}
