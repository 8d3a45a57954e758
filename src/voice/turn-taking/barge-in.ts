import type { BargeInStrategy } from '@vox/voice-core';

import type { Addressing, Remark } from './addressing';
import { isBackchannel } from './backchannel';

/** When the user's voice takes the floor from the agent. Spans in ms of speech. */
export type BargeInOptions = {
  readonly strategy: BargeInStrategy;
  /** Speech this long while the agent speaks pauses the answer; shorter is a click or a cough. */
  readonly minSpeechMs: number;
};

/**
 * Speech that keeps back an answer which nobody has heard yet; shorter than this may be the end of the word that was
 * thought to be over.
 */
const THINKING_MIN_SPEECH_MS = 200;

/** Speech this long is hardly a sign of listening: an agent that ends its sentences waits after this one. */
const NO_BACKCHANNEL_MS = 1000;

/** Words from less voice than this are guesses: recognizers make words of a syllable and the room before it. */
const MIN_WORDS_SPEECH_MS = 400;

/**
 * Words from less voice than this do not end an answer that is paused already: recognizers make words of a laugh, too, and
 * nobody hears the longer doubt.
 */
const MIN_WORDS_PAUSED_MS = 750;

/** `pause`: keep the answer back and see what it is, at once or where the sentence ends. `take`: the answer is over. */
export type FloorClaim = 'none' | 'pause' | 'pause-after-sentence' | 'take';

/**
 * What a sound that has gone on for `speechMs` does to the answer. It never ends it, however long it is: a fit of
 * coughing, a laugh and a voice in the next room are as long as a sentence. Its words do, or their absence lets it go on.
 */
export function claimBySpeech(
  phase: 'thinking' | 'speaking',
  speechMs: number,
  { strategy, minSpeechMs }: BargeInOptions,
): FloorClaim {
  if (phase === 'thinking') return speechMs >= THINKING_MIN_SPEECH_MS ? 'pause' : 'none';
  switch (strategy) {
    case 'immediate':
      return speechMs >= minSpeechMs ? 'pause' : 'none';
    case 'graceful':
      return speechMs >= Math.max(NO_BACKCHANNEL_MS, minSpeechMs) ? 'pause-after-sentence' : 'none';
    case 'off':
      return 'none';
  }
}

/** What words heard over the answer, in `speechMs` of the user's voice so far, do to it. */
export function claimByWords(
  phase: 'thinking' | 'speaking',
  { text, speechMs }: { readonly text: string; readonly speechMs: number },
  { strategy }: BargeInOptions,
): FloorClaim {
  // What nobody hears yet may be asked anew whatever the strategy.
  if (phase === 'speaking' && strategy === 'off') return 'none';
  const isPaused = phase === 'thinking' || strategy === 'immediate';
  if (speechMs < (isPaused ? MIN_WORDS_PAUSED_MS : MIN_WORDS_SPEECH_MS)) return 'none';
  return isBackchannel(text) ? 'none' : 'take';
}

/** Whether a voice may pause or end the answer that goes on. */
export function concernsAnswer(
  phase: 'thinking' | 'speaking',
  remark: Remark,
  {
    addressing,
    settings,
  }: { readonly addressing: Addressing; readonly settings: { readonly bargeIn: BargeInOptions } },
): boolean {
  if (phase === 'thinking') return addressing.mayJoin(remark);
  return settings.bargeIn.strategy !== 'off' && addressing.mayInterrupt(remark);
}
