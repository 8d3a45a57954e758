import type { AppConfig } from '../../config';
import type { LiveSessionOptions } from '../turn-taking/live-settings';

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
  };
}
