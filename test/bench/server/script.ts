/**
 * The conversation that every client has with the server, over and over: a spoken sentence, an answer that the next
 * sentence breaks into, and an answer that is heard to its end. Spans and positions in ms.
 */
import { FRAME_MS } from '@vox/voice-core';

export const ROUND_MS = 10_000;

/** Silence that ends an utterance, and speech that is a barge-in: the policy of every server that is measured. */
export const SILENCE_THRESHOLD_MS = 300;
export const BARGE_IN_MIN_SPEECH_MS = 160;

/** The recognizer's final comes at once when the audio ends: its time would hide in the silence of some servers. */
export const USER_TEXT = 'tell me something about the old harbour';

/** Model asked → first token, and from there from token to token. */
export const TTFT_MS = 200;
export const TOKEN_MS = 20;

/** Text handed to synthesis → first audio, which then comes four times as fast as it is played. */
export const TTFB_MS = 150;
export const SPEECH_SPEED = 4;

/** Every answer, as the model streams it: two sentences. */
export const REPLY_TOKENS =
  'Sure| we| can| look| at| that| together|.| The| harbour| is| older| than| the| town| around| it| and| still| busy|.'.split(
    '|',
  );

/** The voice takes this long for each word: the first sentence lasts 1.05 s, the answer 3 s. */
export const WORD_MS = 150;

const TOKENS_TO_SENTENCE_END = REPLY_TOKENS.findIndex((token) => token.endsWith('.'));

/** End of speech → first sound of the answer, by policy and providers alone: what none can beat without guessing. */
export const IDEAL_REPLY_MS =
  SILENCE_THRESHOLD_MS + TTFT_MS + TOKENS_TO_SENTENCE_END * TOKEN_MS + TTFB_MS;

/** How far into the answer that an ideal server gives the user breaks in. */
const BARGE_IN_AFTER_MS = 1200;

/** What the user does when, for a sentence of `speechMs`. */
export type Script = {
  readonly speechMs: number;
  readonly bargeInAtMs: number;
};

export function scriptFor(speechMs: number): Script {
  const wishedMs = speechMs + IDEAL_REPLY_MS + BARGE_IN_AFTER_MS;
  return { speechMs, bargeInAtMs: Math.ceil(wishedMs / FRAME_MS) * FRAME_MS };
}

/** Where in the sentence the user is at `positionMs` of a round; undefined while the user is silent. */
export function sentenceMsAt(
  { speechMs, bargeInAtMs }: Script,
  positionMs: number,
): number | undefined {
  if (positionMs < speechMs) return positionMs;
  const inBargeInMs = positionMs - bargeInAtMs;
  return inBargeInMs >= 0 && inBargeInMs < speechMs ? inBargeInMs : undefined;
}
