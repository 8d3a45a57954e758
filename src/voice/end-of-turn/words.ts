import type { EndOfTurnPrediction } from '@vox/voice-core';

/** What one idea makes of the words; undefined when they are none of its business. */
export type Judgement = EndOfTurnPrediction | undefined;

export const wordSet = (list: string): ReadonlySet<string> => new Set(list.split(' '));

/** The words of `text` in lower case; what is joined by a hyphen is one: the "by" of "good-by" is no preposition. */
export function wordsOf(text: string): string[] {
  const spoken = text.toLowerCase().replaceAll('’', "'");
  return spoken.match(/[\p{L}\p{N}']+(?:-[\p{L}\p{N}']+)*/gu) ?? [];
}

/** The words of the last sentence of `text`, as far as the recognizer's marks tell. */
export function lastSentenceOf(text: string): string[] {
  const sentences = text.split(/[.!?]+(?:\s+|$)/u).map(wordsOf);
  return sentences.findLast((words) => words.length > 0) ?? [];
}

/** Questions begin with them. */
export const QUESTION_WORDS = wordSet('what which who whose whom where when why how');

export const BE = wordSet('am is are was were be been being');

/** After them "her", "that" and "more" may be the thing that is meant, and need no noun. */
export const VERBS = wordSet(
  'do does did doing done want wants wanted need needs needed like likes liked love loves loved hate see saw seen hear heard ' +
    'know knew get got take took taken make made say said tell told ask asked try tried buy use used mean means read stop keep ' +
    'give gave put find found remember understand play change fix check open close delete send help call show meet met miss ' +
    'trust believe have has had learn eat drink cost pay hold about of with for to at on in by from without',
);

/** Who ends on one of these has something to add: articles, conjunctions, prepositions, auxiliaries, pronouns. */
export const DANGLING = wordSet(
  'a an the my your his her our its their this that these those some any every each no another ' +
    'and or but nor so because since although though while if unless until when where whether which who whose ' +
    'of to in on at by for from with without into onto about over under between through during before after ' +
    'as than like is are was were be been being am do does did have has had having will would can could ' +
    "should may might must shall i i'm i'd i'll i've you're we're they're it's that's there's " +
    'very really quite too also just even only more most less let lets gonna wanna want need ' +
    'what how why mr mrs ms dr',
);
