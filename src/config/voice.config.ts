import { choice, env, flag, integer } from '@vox/environment';
import { z } from 'zod';

/** The longest MAX_SPEAKING_TIME_MS: what keeps an utterance keeps as much. */
export const LONGEST_SPEAKING_TIME_MS = 600_000;

export const voiceSchema = z.object({
  SILENCE_THRESHOLD_MS: env(integer(100, 5000).default(600)).describe(
    'Silence that ends an utterance.',
  ),
  MAX_SPEAKING_TIME_MS: env(integer(1000, LONGEST_SPEAKING_TIME_MS).default(45_000)).describe(
    'An utterance this long is answered even if the speaker goes on.',
  ),
  ENDPOINTING: env(choice(['adaptive', 'fixed']).default('adaptive')).describe(
    'adaptive: the silence needed is shorter after words that are plainly complete and longer after a half sentence.',
  ),
  SPECULATIVE_TURNS: env(flag().default(true)).describe(
    'Begin to answer in a pause, before it is certain that the user is done. Faster; asks the model more often.',
  ),
  BARGE_IN_STRATEGY: env(choice(['immediate', 'graceful', 'off']).default('immediate')).describe(
    'What speech over the answer does, for agents that set nothing: stop it, end it with the sentence, or nothing.',
  ),
  BARGE_IN_MIN_SPEECH_MS: env(integer(60, 5000).default(160)).describe(
    'Speech this long, while the agent speaks, holds the answer until its words are known; shorter is a click.',
  ),
  THINKING_SOUND_AFTER_MS: env(integer(100, 60_000).optional()).describe(
    'A soft sound while an answer takes longer than this, for agents that set none; silence when absent.',
  ),
  TOOL_MAX_STEPS: env(integer(1, 20).default(5)).describe(
    'How often the model may call tools in one turn; then it must answer.',
  ),
  TOOL_MAX_SECONDS: env(integer(1, 300).default(30)).describe(
    "How long a turn's tools may take in all, from its first call on; then the model must answer.",
  ),
});
