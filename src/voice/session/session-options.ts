import type { AppConfig } from '../../config';
import type { LiveSessionOptions } from '../turn-taking/live-settings';

/** People take a pause of that length for the end: then the answer goes on without what it waits for. */
const TOOL_WAIT_MS = 6000;

/** What the server is set to, for sessions: some of it is set anew while they go on, so each is read when it is asked for. */
export function sessionOptions(voice: AppConfig['voice']): LiveSessionOptions {
  return {
    get silenceThresholdMs() {
      return voice.SILENCE_THRESHOLD_MS;
    },
    get bargeIn() {
      return { strategy: voice.BARGE_IN_STRATEGY, minSpeechMs: voice.BARGE_IN_MIN_SPEECH_MS };
    },
    get thinkingSoundAfterMs() {
      return voice.THINKING_SOUND_AFTER_MS;
    },
    maxSpeakingTimeMs: voice.MAX_SPEAKING_TIME_MS,
    speculativeTurns: voice.SPECULATIVE_TURNS,
    tools: {
      maxSteps: voice.TOOL_MAX_STEPS,
      maxMs: voice.TOOL_MAX_SECONDS * 1000,
      waitMs: TOOL_WAIT_MS,
    },
  };
}
