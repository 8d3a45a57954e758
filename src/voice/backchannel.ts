/** What listeners say to show that they listen: not a turn while the agent speaks. */
const BACKCHANNELS = new Set(
  'mhm mm mmm hm hmm uh huh uhhuh uh-huh mm-hmm yeah yep yes okay ok right sure i see got it ah oh wow aha'.split(
    ' ',
  ),
);

/** Whether `text` is only a sign of listening ("mhm", "yeah okay"). */
export function isBackchannel(text: string): boolean {
  const words = text.toLowerCase().match(/[\p{L}\p{N}'-]+/gu) ?? [];
  return words.length <= 3 && words.every((word) => BACKCHANNELS.has(word));
}
