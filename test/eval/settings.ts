import type { EndOfTurnDetector } from '@vox/voice-core';

import type { LiveSessionOptions, LiveSessionRooms } from '../../src/voice/live-session';
import { RuleBasedEndOfTurnDetector } from '../../src/voice/rule-based-end-of-turn';

/** One way of ending turns that is compared with the others. */
export type Setting = {
  readonly silenceThresholdMs: number;
  readonly endOfTurn: 'fixed' | 'adaptive';
};

export const SETTINGS: readonly Setting[] = (['fixed', 'adaptive'] as const).flatMap((endOfTurn) =>
  [400, 600, 800].map((silenceThresholdMs) => ({ silenceThresholdMs, endOfTurn })),
);

/** What the server does when nothing is configured. */
export const DEFAULT_SETTING: Setting = { silenceThresholdMs: 600, endOfTurn: 'adaptive' };

const JUDGES: Readonly<Record<Setting['endOfTurn'], EndOfTurnDetector | undefined>> = {
  fixed: undefined,
  adaptive: new RuleBasedEndOfTurnDetector(),
};

export function settingName({ silenceThresholdMs, endOfTurn }: Setting): string {
  return `${endOfTurn} ${silenceThresholdMs} ms`;
}

/** What a live session is configured with; all but the setting as the server has it when nothing is configured. */
export function sessionOptions({ silenceThresholdMs }: Setting): LiveSessionOptions {
  return {
    silenceThresholdMs,
    maxSpeakingTimeMs: 45_000,
    bargeIn: { strategy: 'immediate', minSpeechMs: 200 },
    speculates: true,
  };
}

export function judgeOf({ endOfTurn }: Setting): Pick<LiveSessionRooms, 'endOfTurn'> {
  const judge = JUDGES[endOfTurn];
  return judge === undefined ? {} : { endOfTurn: judge };
}
