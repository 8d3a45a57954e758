import type { EndOfTurnDetector } from '@vox/voice-core';

import { voiceSchema } from '../../src/config/voice.config';
import type { LiveSessionOptions } from '../../src/voice/turn-taking/live-settings';
import type { LiveSessionDeps } from '../../src/voice/session/live-session-deps';
import { RuleBasedEndOfTurnDetector } from '../../src/voice/end-of-turn/rule-based-end-of-turn';

/** One way of ending turns that is compared with the others. */
export type Setting = {
  readonly silenceThresholdMs: number;
  readonly endOfTurn: 'fixed' | 'adaptive';
};

export const SETTINGS: readonly Setting[] = (['fixed', 'adaptive'] as const).flatMap((endOfTurn) =>
  [400, 500, 600, 800].map((silenceThresholdMs) => ({ silenceThresholdMs, endOfTurn })),
);

/** The server's configuration where nothing is set. */
const voice = voiceSchema.parse({});

/** What the server does when nothing is configured. */
export const DEFAULT_SETTING: Setting = {
  silenceThresholdMs: voice.SILENCE_THRESHOLD_MS,
  endOfTurn: voice.ENDPOINTING,
};

const JUDGES: Readonly<Record<Setting['endOfTurn'], EndOfTurnDetector | undefined>> = {
  fixed: undefined,
  adaptive: new RuleBasedEndOfTurnDetector(),
};

export function settingName({ silenceThresholdMs, endOfTurn }: Setting): string {
  return `${endOfTurn} ${silenceThresholdMs} ms`;
}

/** Nothing is called here. */
const TOOL_LIMITS = { maxSteps: 0, maxMs: 0, waitMs: 0 };

/** What a live session is configured with; all but the setting as the server has it when nothing is configured. */
export function sessionOptions({ silenceThresholdMs }: Setting): LiveSessionOptions {
  return {
    silenceThresholdMs,
    maxSpeakingTimeMs: voice.MAX_SPEAKING_TIME_MS,
    bargeIn: { strategy: voice.BARGE_IN_STRATEGY, minSpeechMs: voice.BARGE_IN_MIN_SPEECH_MS },
    speculativeTurns: voice.SPECULATIVE_TURNS,
    tools: TOOL_LIMITS,
  };
}

export function judgeOf({ endOfTurn }: Setting): Pick<LiveSessionDeps, 'endOfTurn'> {
  const judge = JUDGES[endOfTurn];
  return judge === undefined ? {} : { endOfTurn: judge };
}
