/**
 * The conversation that every session has, over and over: speech, an answer that the next speech breaks into, and an
 * answer that is heard to its end. Spans and positions in ms of audio.
 */

/** One round of the script. A window of whole rounds ends in the state in which it began, which a heap slope needs. */
export const ROUND_MS = 10_000;

/** Base silence that ends an utterance: that of the run of the peer, so that figures compare. */
export const SILENCE_THRESHOLD_MS = 300;

/** Model asked → first token, and from there from token to token. */
export const TTFT_MS = 200;
export const TOKEN_MS = 20;

/** Text handed to synthesis → first frame. */
export const TTFB_MS = 150;

/** Every utterance. Neither plainly complete nor broken off, so the base silence ends it; no backchannel either. */
export const USER_TEXT = 'tell me something about the old harbour';

/** Every answer, as the model streams it. The first sentence has no clause that could be spoken before its end. */
export const REPLY_TOKENS =
  'Sure| we| can| look| at| that| together|.| The| harbour| is| older| than| the| town| around| it| and| still| busy|.'.split(
    '|',
  );

const SPEECH_MS = 1500;

/** How far into the answer the user breaks in. */
const BARGE_IN_AFTER_MS = 1200;
const FRAME_GRID_MS = 20;

/** Tokens after the first one until the first sentence is whole. */
const TOKENS_TO_SENTENCE_END = REPLY_TOKENS.findIndex((token) => token.endsWith('.'));

/** End of speech → first frame of the answer, in a loop that takes no time: what none can beat without guessing. */
export const IDEAL_REPLY_MS =
  SILENCE_THRESHOLD_MS + TTFT_MS + TOKENS_TO_SENTENCE_END * TOKEN_MS + TTFB_MS;

/** First speech of a round, then the one that breaks into its answer. */
const FIRST_SPEECH_ENDS_AT_MS = SPEECH_MS;
export const BARGE_IN_STARTS_AT_MS =
  Math.ceil((FIRST_SPEECH_ENDS_AT_MS + IDEAL_REPLY_MS + BARGE_IN_AFTER_MS) / FRAME_GRID_MS) *
  FRAME_GRID_MS;
const BARGE_IN_ENDS_AT_MS = BARGE_IN_STARTS_AT_MS + SPEECH_MS;

/** Whether the user speaks at `positionMs` of a round. */
export function isSpeechAt(positionMs: number): boolean {
  return (
    positionMs < FIRST_SPEECH_ENDS_AT_MS ||
    (positionMs >= BARGE_IN_STARTS_AT_MS && positionMs < BARGE_IN_ENDS_AT_MS)
  );
}

/** Whether the user falls silent at `positionMs` of a round. */
export function isEndOfSpeechAt(positionMs: number): boolean {
  return positionMs === FIRST_SPEECH_ENDS_AT_MS || positionMs === BARGE_IN_ENDS_AT_MS;
}
