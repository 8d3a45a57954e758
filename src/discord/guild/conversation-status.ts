import type { ListenPermission } from '../entry/listen-permission';
import type { ChannelMembers } from '../sessions/channel-members';
import type { GuildConversationPlan } from '../sessions/guild-conversation-plan';
import type { VoiceConnectionState } from '../voice/voice-connection';
import type { VoiceChannelStatus } from '../voice-channels';

type Moment = {
  readonly channelId: string;
  readonly state: VoiceConnectionState;
  readonly captionsChannelId: string | undefined;
  readonly permission: ListenPermission;
  readonly members: ChannelMembers;
};

/** How a guild's conversation is, for who asks. */
export function conversationStatus(
  { view, agent }: GuildConversationPlan,
  { channelId, state, captionsChannelId, permission, members }: Moment,
): VoiceChannelStatus {
  return {
    botId: view.botId,
    guildId: view.guildId,
    guildName: view.guildName,
    channelId,
    channelName: view.channel(channelId)?.name ?? '',
    agentId: agent.config.id,
    agentName: agent.config.name,
    mode: agent.discord.mode,
    status: state.status === 'closed' ? 'recovering' : state.status,
    ...('reason' in state ? { reason: state.reason } : {}),
    ...(captionsChannelId === undefined ? {} : { captionsChannelId }),
    isListening: permission.mayListenIn(channelId),
    notice: agent.discord.notice,
    people: members.people,
    sessions: members.sessions,
  };
}
