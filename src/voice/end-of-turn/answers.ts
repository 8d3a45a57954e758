import { type Judgement, lastSentenceOf, QUESTION_WORDS, wordSet, wordsOf } from './words';

/** Said on their own they are an answer, whatever they would be inside a sentence. */
const ANSWERS = wordSet(
  'yes no yeah yep yup nope okay ok sure right maybe never always really hello hi hey bye goodbye good-by good-bye ' +
    'thanks stop wait go',
);

/** Of those the ones that also end a longer sentence: "well, no". */
const AFTER_A_COMMA = /[,.!;]\s*(?:yes|no|yeah|yep|nope|okay|ok|sure|never|thanks)[.,!]?\s*$/iu;

/** Whole, though they end on a word that usually goes on. */
const PHRASES = new RegExp(
  String.raw`^(?:(?:yes|yeah|no|well|oh|okay|ok|um|uh) )*(?:` +
    'not really|(?:me|you|him|her|us|them|i do) too|very well|' +
    "i (?:think|hope|guess|suppose|believe) so|i (?:do not|don't|did not|didn't) (?:think|believe) so|if you say so|why so|" +
    "(?:that's|that is) (?:it|all)(?: (?:i|we) (?:need|want|have))?|not (?:very|so) well|" +
    'come on|come in|go on|hold on|move on|carry on|hang on|go in|come over)$',
  'u',
);

const SUBJECT = '(?:i|you|he|she|it|we|they|that|there|this)';

/** "Yes, I do": "do" has no verb behind it after a "yes". */
const CONFIRMED = new RegExp(
  String.raw`^(?:yes|yeah|yep|no|nope|sure|okay|ok) ${SUBJECT} (?:do|does|did)$`,
  'u',
);

/** "Yes, I am", "I do": whole, or the beginning of "Yes, I am looking for …". */
const SHORT = new RegExp(
  String.raw`^(?:(?:yes|yeah|yep|no|nope|sure|okay|ok|of course) ${SUBJECT} ` +
    '(?:am|is|are|was|were|have|has|had|can|could|will|would|should|must|might|may)|' +
    String.raw`(?:so )?${SUBJECT} (?:do|does|did))$`,
  'u',
);

/** Words that only get an answer going. */
const OPENING = new RegExp(
  '^(?:(?:well|so|oh|okay|ok|yes|yeah|no|um|uh) )*(?:' +
    '(?:i|we) (?:think|believe|mean|feel|live|want|need|like|love|prefer|use|used|went|bought|called|saw|got|cannot|tried)|' +
    '(?:my|the|our|his|her|their) (?:name|number|address|problem|question|thing|point|idea|first|last|second|other|best|only|main)|' +
    "let me (?:think|see)|(?:that's a |that is a )?good question|(?:it|that) depends|" +
    'actually|usually|honestly|basically|probably|normally|sometimes|first|well|i (?:really|would|just|also|always|usually) \\p{L}+)$',
  'u',
);

/** Whole answers, which may be as short as they like. */
export function judgeWholeAnswer(text: string): Judgement {
  const words = lastSentenceOf(text);
  // A question word is a question where it is all that was said, and begins one anywhere else.
  const isLone = wordsOf(text).length === 1;
  const isAnswer = (word: string) => ANSWERS.has(word) || (isLone && QUESTION_WORDS.has(word));
  if (words.every(isAnswer)) return 'complete';
  const sentence = words.join(' ');
  if (PHRASES.test(sentence) || CONFIRMED.test(sentence)) return 'complete';
  if (SHORT.test(sentence)) return 'unclear';
  return AFTER_A_COMMA.test(text) ? 'complete' : undefined;
}

/**
 * What follows a question of the agent's.
 *
 * People answer with a bare name, day or number: those are whole and wait no longer than others ("Tuesday"). A subject
 * and a verb, the name of what is to come, or words of somebody who thinks about it are no answer yet ("I think",
 * "My name", "Let me see"); who is asked takes longer to find the rest than who speaks on their own account.
 */
export function judgeReply(text: string): Judgement {
  const sentence = lastSentenceOf(text).join(' ');
  return OPENING.test(sentence) ? 'incomplete' : undefined;
}
