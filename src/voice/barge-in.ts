import type { BargeInStrategy } from '@vox/voice-core';

import { isBackchannel } from './backchannel';

/** When the user's voice takes the floor from the agent. Spans in ms of speech. */
export type BargeInOptions = {
  readonly strategy: BargeInStrategy;
  /** Speech this long while the agent speaks holds the answer; shorter is a click or a cough. */
  readonly minSpeechMs: number;
};

/**
 * Speech that stops an answer which nobody has heard yet. Nothing audible is lost, and the user plainly was not
 * done; shorter than this may be the end of the word that was thought to be over.
 */
const THINKING_MIN_SPEECH_MS = 200;

/** Speech this long is no sign of listening, whatever its words turn out to be. */
const NO_BACKCHANNEL_MS = 1000;

/** Words from less voice than this are guesses: recognizers make words of a syllable and the room before it. */
const MIN_WORDS_SPEECH_MS = 400;

/** The same while the answer is held, and nothing is heard of a longer doubt: they make words of a laugh too. */
const MIN_WORDS_HELD_MS = 750;

/** `hold`: stop the sound and see what it is. `take`: the answer is over. */
export type FloorClaim = 'none' | 'hold' | 'take';

/** What speech that has gone on for `speechMs` does to the answer. Its words are not known yet. */
export function claimBySpeech(
  phase: 'thinking' | 'speaking',
  speechMs: number,
  { strategy, minSpeechMs }: BargeInOptions,
): FloorClaim {
  if (phase === 'thinking') return speechMs >= THINKING_MIN_SPEECH_MS ? 'take' : 'none';
  if (strategy === 'off') return 'none';
  if (speechMs >= Math.max(NO_BACKCHANNEL_MS, minSpeechMs)) return 'take';
  return strategy === 'immediate' && speechMs >= minSpeechMs ? 'hold' : 'none';
}

/** What words heard over the answer, in `speechMs` of the user's voice so far, do to it. */
export function claimByWords(
  text: string,
  speechMs: number,
  { strategy }: BargeInOptions,
): FloorClaim {
  const minMs = strategy === 'immediate' ? MIN_WORDS_HELD_MS : MIN_WORDS_SPEECH_MS;
  if (strategy === 'off' || speechMs < minMs) return 'none';
  return isBackchannel(text) ? 'none' : 'take';
}
