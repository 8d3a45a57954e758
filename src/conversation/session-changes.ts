import { type ChannelType, Listeners } from '@vox/voice-core';

/** A session that people began to talk in, or do not talk in any more. */
export type SessionChange = {
  readonly type: 'started' | 'ended';
  readonly sessionId: string;
  /** Null: the server's own. */
  readonly ownerId: string | null;
  /** Whose members share it; null: nobody. */
  readonly groupId: string | null;
  readonly userId: string;
  readonly userName?: string;
  readonly channel: ChannelType;
  /** Absent where none is known. */
  readonly agentId?: string;
  /** Epoch ms. */
  readonly atMs: number;
};

/** Tells other rooms that somebody began to talk in a session, and that the last one has left it. */
export class SessionChanges extends Listeners<SessionChange> {}
