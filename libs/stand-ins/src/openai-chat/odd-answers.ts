import { halvesOf, type OddAnswer } from './odd-answer';
import { oddBodies } from './odd-bodies';
import { oddChunks } from './odd-chunks';
import { oddLines } from './odd-lines';

/** Ways to answer that are odd and complete, by the word for which the stand-in plays each. */
export const oddChatAnswers = { ...oddChunks, ...oddLines, ...oddBodies } as const;

export type OddChatAnswer = keyof typeof oddChatAnswers;

/** The body that says `reply` in the way that `word` names; undefined when it names none. */
export function oddAnswer(word: string | undefined, reply: string): string | undefined {
  const answers: Readonly<Record<string, OddAnswer>> = oddChatAnswers;
  return word === undefined ? undefined : answers[word]?.(halvesOf(reply));
}
