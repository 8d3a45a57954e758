import type { Clock, Conversations } from '@vox/voice-core';

import type { Announcer, VoiceService } from '../../voice';
import type { DiscordAgent } from '../settings.port';
import type { VoiceLinks } from '../voice/voice-link';
import type { GuildView } from './guild-view';
import type { UnheardPeople } from './unheard-people';

export type GuildConversationRooms = {
  readonly links: VoiceLinks;
  readonly voice: Pick<VoiceService, 'converse'>;
  readonly conversations: Pick<Conversations, 'getOrCreateSession'>;
  readonly announcer: Announcer;
  readonly clock: Clock;
  readonly unheard: UnheardPeople;
};

export type GuildConversationPlan = {
  readonly view: GuildView;
  readonly agent: DiscordAgent;
  readonly channelId: string;
  readonly textChannelId?: string;
  readonly sessionId?: string;
};

export type EndReason =
  | 'left'
  | 'taken-out'
  | 'everybody-left'
  | 'channel-deleted'
  | 'guild-removed'
  | 'connection-lost'
  | 'bot-stopped';
