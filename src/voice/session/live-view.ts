import type { AgentState, SessionInfo, Speaker, TurnLatency } from '@vox/voice-core';

/** What a session that goes on looks like from outside, at one moment. */
export type LiveView = {
  readonly state: AgentState;
  /** The agent answers nobody. */
  readonly isMuted: boolean;
  /** What is recorded just now; absent where nothing is. */
  readonly recordingId?: string | undefined;
  /** The one whose session it is; in a group nobody is. */
  readonly isOwnerSpeaking: boolean;
  /** The others who take part. */
  readonly people: readonly { readonly speaker: Speaker; readonly isSpeaking: boolean }[];
};

/** The same, with whose it is. */
export type LiveSessionView = LiveView & {
  readonly info: SessionInfo;
  /** When this connection began, epoch ms. */
  readonly startedAtMs: number;
  /** Of the turn that ended last. */
  readonly lastTurn: TurnLatency | undefined;
};
