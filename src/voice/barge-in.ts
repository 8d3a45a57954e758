/** When the user's voice takes the floor from the agent. Spans in ms of speech. */
export type BargeInOptions = {
  readonly isEnabled: boolean;
  /** Speech this long while the agent speaks is a barge-in; shorter is a cough. */
  readonly minSpeechMs: number;
};

/**
 * Speech that stops an answer which nobody has heard yet. Lower than the barge-in threshold: nothing
 * audible is lost, and the user plainly was not done.
 */
const THINKING_MIN_SPEECH_MS = 200;

/** What listeners say to show that they listen: not a turn while the agent speaks. */
const BACKCHANNELS = new Set(
  'mhm mm mmm hm hmm uh huh uhhuh uh-huh mm-hmm yeah yep yes okay ok right sure i see got it ah oh wow aha'.split(
    ' ',
  ),
);

/** Whether speech that has gone on for `speechMs` takes the floor. */
export function takesTheFloor(
  phase: 'thinking' | 'speaking',
  speechMs: number,
  options: BargeInOptions,
): boolean {
  if (phase === 'thinking') return speechMs >= THINKING_MIN_SPEECH_MS;
  return options.isEnabled && speechMs >= options.minSpeechMs;
}

/** Whether `text` is only a sign of listening ("mhm", "yeah okay"). */
export function isBackchannel(text: string): boolean {
  const words = text.toLowerCase().match(/[\p{L}\p{N}'-]+/gu) ?? [];
  return words.length <= 3 && words.every((word) => BACKCHANNELS.has(word));
}
