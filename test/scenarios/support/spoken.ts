import { wer } from '@vox/testing';

import shortAnswers from '../../fixtures/audio/short-answers.json';
import words from '../../fixtures/audio/words.json';
import { recordings } from '../../support/recordings';
import { cut, durationMs, faded } from '../../eval/audio-tools';
import { joinedSentences, joinedWords } from '../../eval/joined-speech';
import { speechOf } from '../../eval/recorded';

/** How many sentences are named to who asks for one that nobody recorded. */
const SUGGESTIONS = 5;

/** All that the user can say, word for word. */
const SPEECHES: ReadonlyMap<string, () => Int16Array> = new Map([
  ...[...recordings, ...shortAnswers, ...words].map(
    ({ file, text }) => [text, () => speechOf(file)] as const,
  ),
  ...[...joinedWords, ...joinedSentences].map(({ text, make }) => [text, make] as const),
]);

/**
 * The recorded speech of a sentence, from its first sound to its last, or the part of it between two instants.
 * @throws Error that names the nearest sentences when nobody recorded this one.
 */
export function spoken(sentence: string, fromMs = 0, toMs = Infinity): Int16Array {
  const make = SPEECHES.get(sentence);
  if (make === undefined) {
    const nearest = [...SPEECHES.keys()]
      .map((text) => ({ text, errors: wer(sentence, text) }))
      .sort((one, other) => one.errors - other.errors)
      .slice(0, SUGGESTIONS)
      .map(({ text }) => `  ${text}`);
    throw new Error(`nobody recorded "${sentence}". There are:\n${nearest.join('\n')}`);
  }
  const speech = make();
  const lengthMs = durationMs(speech);
  if (fromMs === 0 && toMs >= lengthMs) return speech;
  return faded(cut(speech, fromMs, Math.min(toMs, lengthMs)), 10);
}
