import { z } from 'zod';

import { env, flag, integer } from './env';

export const voiceSchema = z.object({
  SILENCE_THRESHOLD_MS: env(integer(100, 5000).default(600)).describe(
    'Silence that ends an utterance.',
  ),
  MAX_SPEAKING_TIME_MS: env(integer(1000, 600_000).default(45_000)).describe(
    'An utterance this long is answered even if the speaker goes on.',
  ),
  BARGE_IN_ENABLED: env(flag().default(true)).describe('Speaking over the agent stops it.'),
  BARGE_IN_MIN_SPEECH_MS: env(integer(60, 5000).default(300)).describe(
    'Speech this long, while the agent speaks, is a barge-in; shorter is a cough.',
  ),
});
