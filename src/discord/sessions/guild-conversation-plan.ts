import type { Clock, Conversations, SessionInfo } from '@vox/voice-core';

import type { ConsentBook } from '../../consents';
import type { Announcer, VoiceService } from '../../voice';
import type { DiscordAgent, DiscordSettings, GuildRoleIds } from '../settings.port';
import type { VoiceConnections } from '../voice/voice-connection';
import type { GuildView } from '../guild-view/guild-view';
import type { OptOutList } from '../settings/opt-out-list';

/** With whom people are linked. */
export type Links = Pick<DiscordSettings, 'linkedUser' | 'findLinkedUser'>;

export type GuildConversationDeps = {
  readonly connections: VoiceConnections;
  readonly voice: Pick<VoiceService, 'converse' | 'forget'>;
  readonly conversations: Pick<Conversations, 'getOrCreateSession' | 'getAgentConfig'>;
  readonly consents: Pick<ConsentBook, 'enter' | 'neededBy'>;
  readonly announcer: Announcer;
  readonly clock: Clock;
  readonly optOuts: OptOutList;
  /** The language that somebody said they speak. */
  readonly language: (userId: string) => string | undefined;
  readonly links: Links;
};

/** Which roles are something there: as they were read last, and read anew. */
export type GuildRolesSource = {
  readonly known: () => GuildRoleIds;
  readonly read: () => Promise<GuildRoleIds>;
};

export type GuildConversationPlan = {
  readonly view: GuildView;
  readonly agent: DiscordAgent;
  readonly channelId: string;
  readonly textChannelId?: string;
  /** Roles whose people may confirm what others have asked for. */
  readonly confirmingRoleIds: () => readonly string[];
  /** Who is what in the guild. */
  readonly roles: GuildRolesSource;
  /** A stored session to go on with, and whose it is. */
  readonly session?: Pick<SessionInfo, 'sessionId' | 'userId'>;
};

export type EndReason =
  | 'left'
  /** Another conversation takes its place. */
  | 'replaced'
  /** A moderator put the bot out of the channel. */
  | 'taken-out'
  | 'everybody-left'
  | 'channel-deleted'
  | 'guild-removed'
  /** It never was connected. */
  | 'not-connected'
  | 'connection-lost'
  | 'bot-stopped';
