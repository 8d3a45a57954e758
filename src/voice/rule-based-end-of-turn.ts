import { Injectable } from '@nestjs/common';
import {
  EndOfTurnDetector,
  type EndOfTurnEvidence,
  type EndOfTurnPrediction,
} from '@vox/voice-core';

const words = (list: string) => new Set(list.split(' '));

/** Who ends on one of these has something to add: articles, conjunctions, prepositions, auxiliaries, pronouns. */
const DANGLING = words(
  'a an the my your his her its our their this these those some any every each no another ' +
    'and or but nor so because since although though while if unless until when where whether that which who whose ' +
    'of to in on at by for from with without into onto about over under between through during before after ' +
    'as than like is are was were be been being am do does did have has had having will would can could ' +
    "should may might must shall i i'm i'd i'll i've you're we're they're it's that's there's " +
    'very really quite too also just even only more most less let lets gonna wanna want need ' +
    'what how why mr mrs ms dr',
);

/** Sounds of somebody who is thinking. */
const FILLERS = words('um uh uhm erm er hmm hm mm well like so anyway');

/** Said on their own they are an answer, whatever they would be inside a sentence. */
const WHOLE_ANSWERS = words(
  'yes no yeah yep nope okay ok sure right maybe never always hello hi hey bye goodbye thanks stop wait go what why how who when where',
);

const NUMBER = words(
  'zero oh one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen ' +
    'seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand point double',
);

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
    const spoken = text.toLowerCase().match(/[\p{L}\p{N}']+/gu) ?? [];
    const last = spoken.at(-1);
    if (last === undefined) return 'unclear';
    if (/(?:\.\.\.|…|[–—-])\s*$/u.test(text)) return 'incomplete';
    if (spoken.length === 1 && WHOLE_ANSWERS.has(last)) return 'complete';
    if (FILLERS.has(last) || DANGLING.has(last)) return 'incomplete';
    if (isHalfNumber(spoken)) return 'incomplete';
    if (isAnswer || isVoiceUp(text, spoken)) return 'unclear';
    return spoken.length >= SENTENCE_WORDS || spoken.every((word) => WHOLE_ANSWERS.has(word))
      ? 'complete'
      : 'unclear';
  }
}

/** A recognizer's comma at the end; after one or two words it puts one whatever the voice does. */
function isVoiceUp(text: string, spoken: readonly string[]): boolean {
  return spoken.length >= SENTENCE_WORDS && text.trimEnd().endsWith(',');
}

/** Digits that are being read out come in groups; a pause after a group is not the end. */
function isHalfNumber(spoken: readonly string[]): boolean {
  const isDigits = (word: string) => NUMBER.has(word) || /^\d+$/u.test(word);
  const last = spoken.at(-1) ?? '';
  if (!isDigits(last)) return false;
  const run = spoken.length - 1 - spoken.findLastIndex((word) => !isDigits(word));
  const digits = spoken
    .slice(-run)
    .reduce((sum, word) => sum + (/^\d+$/u.test(word) ? word.length : 1), 0);
  return run > 0 && digits >= 2 && digits < 7;
}
