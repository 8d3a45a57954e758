import { Injectable } from '@nestjs/common';
import {
  EndOfTurnDetector,
  type EndOfTurnEvidence,
  type EndOfTurnPrediction,
} from '@vox/voice-core';

import { judgeReply, judgeWholeAnswer } from './answers';
import { judgeLastWord } from './last-word';
import { judgeNumber } from './numbers';
import { judgeQuestion } from './questions';
import { wordsOf } from './words';

/** Fewer than this many words after one another may be a fragment. */
const SENTENCE_WORDS = 3;

/**
 * The built-in judge: looks at the last words. English; words it does not know end a sentence.
 *
 * Full stops are no evidence: recognizers put them after whatever they are given. A comma they put where the voice
 * stays up, after one pause in three inside a sentence; but after one end in twenty-five too, and nobody should wait long
 * for an answer for that.
 */
@Injectable()
export class RuleBasedEndOfTurnDetector extends EndOfTurnDetector {
  override predict({ text, isAnswer }: EndOfTurnEvidence): EndOfTurnPrediction {
    const words = wordsOf(text);
    if (words.length === 0) return 'unclear';
    if (/(?:\.\.\.|…|[–—-])\s*$/u.test(text)) return 'incomplete';
    const whole = judgeQuestion(text) ?? judgeWholeAnswer(text);
    if (whole !== undefined) return whole;
    const reply = isAnswer ? judgeReply(text) : undefined;
    const ending = reply ?? judgeNumber(text, words) ?? judgeLastWord(text);
    if (ending !== undefined && ending !== 'complete') return ending;
    if (isAnswer || isVoiceUp(text, words)) return 'unclear';
    return ending === 'complete' || words.length >= SENTENCE_WORDS ? 'complete' : 'unclear';
  }
}

/** A recognizer's comma at the end; after one or two words it puts one whatever the voice does. */
function isVoiceUp(text: string, words: readonly string[]): boolean {
  return words.length >= SENTENCE_WORDS && text.trimEnd().endsWith(',');
}
