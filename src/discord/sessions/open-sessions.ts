import type { Speaker } from '@vox/voice-core';

import type { ChannelSessions, ChannelSessionsDeps } from './channel-sessions';
import type { GuildConversationPlan } from './guild-conversation-plan';
import { PersonalSessions } from './personal-sessions';
import { GroupSession } from './group-session';

/** The sessions of a channel, in the mode that its agent has. */
export function openSessions(
  { agent, view, session, confirmingRoleIds }: Omit<GuildConversationPlan, 'channelId'>,
  channelId: string,
  deps: ChannelSessionsDeps,
): ChannelSessions {
  const { config, discord } = agent;
  const where = { agentId: config.id, guildId: view.guildId };
  if (discord.mode === 'personal') return new PersonalSessions(where, deps);
  const rules = {
    answers: discord.answers,
    addressedAs: [config.name, ...discord.wakePhrases],
    bargeInBy: discord.bargeInBy,
    mayConfirm: ({ id }: Speaker) => view.hasRole(id, confirmingRoleIds()),
  };
  const chosen = session === undefined ? {} : { session };
  const peopleIn = (id: string) => view.peopleIn(id).length;
  return new GroupSession({ ...where, ...chosen, channelId, rules, peopleIn }, deps);
}
