import { BE, DANGLING, type Judgement, lastSentenceOf, QUESTION_WORDS, wordSet } from './words';

const OPENERS = wordSet('and but so well okay ok oh um uh');
const AUXILIARIES = wordSet(
  "do does did is are am was were can could will would should may might shall have has had don't doesn't didn't isn't " +
    "aren't wasn't weren't can't couldn't won't wouldn't shouldn't haven't hasn't",
);

/** Statements seldom end on them, questions do: "What is that?", "What should I do?", "Do you love her?" */
const LAST_IN_QUESTIONS = wordSet('that her do does did done too so well really');

/** "Where are you from?": a preposition ends a question that its object has begun. */
const STRANDED = wordSet('for from with about to at in on of like by');

const SUBJECTS = wordSet('i you he she it we they that this');

/** Fewer are as likely the beginning of a question: "What is", "Do you". */
const QUESTION_LENGTH_WORDS = 3;

/**
 * Questions that were asked. A question mark is evidence only behind what is built like a question: recognizers hear
 * the voice that stays up in a pause, and put one there too.
 */
export function judgeQuestion(text: string): Judgement {
  const sentence = lastSentenceOf(text);
  const words = sentence.slice(
    Math.max(
      0,
      sentence.findIndex((word) => !OPENERS.has(word)),
    ),
  );
  const [first = '', second = ''] = words;
  const last = words.at(-1) ?? '';
  const hasQuestionWord = QUESTION_WORDS.has(first);
  if (words.length < QUESTION_LENGTH_WORDS) return undefined;
  if (!hasQuestionWord && !AUXILIARIES.has(first)) return undefined;
  const isStranded = hasQuestionWord && STRANDED.has(last);
  if (/\?["'”’)]*\s*$/u.test(text)) {
    const isWhole = isStranded || LAST_IN_QUESTIONS.has(last) || !DANGLING.has(last);
    return isWhole && !/\d$/u.test(last) ? 'complete' : undefined;
  }
  // Recognizers without marks; more may come here: "what is that thing".
  if (isStranded && words.length > QUESTION_LENGTH_WORDS) return 'unclear';
  if (!hasQuestionWord) return undefined;
  const isDoing = last === 'do' && SUBJECTS.has(words.at(-2) ?? '');
  return isDoing || (BE.has(second) && (last === 'that' || last === 'this'))
    ? 'unclear'
    : undefined;
}
