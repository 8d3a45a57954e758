import type { Utterance } from '../hearing/listener-event';
import { isBackchannel } from './backchannel';
import type { Floor } from './floor';
import type { LiveSettings } from './live-settings';

/**
 * Whether an utterance is no word to go with those before it, but one to go with the answer.
 * @param asks The agent's last words were a question.
 */
export function isSignOverAnswer(
  { text, speechMs, speechStartedAtMs }: Utterance,
  floor: Pick<Floor, 'phase' | 'hasEndedSince'>,
  asks: boolean,
  { bargeIn }: Pick<LiveSettings, 'bargeIn'>,
): boolean {
  const { phase } = floor;
  if (phase === 'speaking' && speechMs < bargeIn.minSpeechMs) return true;
  if (!isBackchannel(text)) return false;
  // Begun over the end of a question it may be the answer to it.
  return phase !== 'listening' || (!asks && floor.hasEndedSince(speechStartedAtMs));
}
