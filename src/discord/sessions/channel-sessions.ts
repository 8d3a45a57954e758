import type { AbortReason, AudioFrame, Clock, Speaker, VoiceEvent } from '@vox/voice-core';

import type { Links } from './guild-conversation-plan';
import type { SessionPlan, SessionRunDeps } from './session-run';
import type { SessionAgents } from './session-agents';
import type { SharedOutput } from '../output/shared-output';

/** A session that could not begin is tried again with what is said after this, not with the next 20 ms. */
export const RETRY_AFTER_MS = 10_000;

/** After that long without a sound a person's part is closed; it is opened again with their next word. */
export const IDLE_AFTER_MS = 10 * 60_000;

/** A stored session that goes on, and whose it is. */
export type SessionRef = { readonly sessionId: string; readonly userId: string };

export type ChannelSessionsDeps = Pick<SessionRunDeps, 'voice' | 'conversations'> & {
  readonly clock: Clock;
  readonly output: SharedOutput;
  readonly links: Links;
  readonly agents: Pick<SessionAgents, 'wantedFor' | 'begin'>;
  /** `speaker` is who talks with the agent in a session of their own. */
  readonly onEvent: (event: VoiceEvent, sessionId: string, speaker?: Speaker) => void;
  readonly onFailure: (error: unknown, plan: SessionPlan) => void;
};

/** The conversations of one voice channel: how many there are, and whose voice goes into which. */
export interface ChannelSessions {
  readonly list: readonly SessionRef[];
  /** Who has been heard and has not left. */
  readonly userIds: readonly string[];
  onAudio(speaker: Speaker, frame: AudioFrame): void;
  /** They stopped talking; they are still there. */
  onSilence(userId: string): void;
  /** They left the channel: what they were saying is kept. Idempotent. */
  onLeft(userId: string): void;
  /** They do not want to be listened to. Idempotent. */
  onOptOut(userId: string): void;
  /** The bot and some of its people went on to another channel of the guild; the others were told by `onLeft`. */
  onMoved(channelId: string): void;
  /** Lets go of what those who have long been silent hold. */
  closeIdle(): void;
  /** Ends the sessions that are `userId`'s own, and begins anew with their next word. @returns ids of all that know them. */
  forget(userId: string): Promise<readonly string[]>;
  close(reason: AbortReason): Promise<void>;
}
