import { Logger } from '@nestjs/common';
import { isDatabaseUnavailable } from '@vox/database';
import { AgentUnavailableError, InvalidInputError, type SessionInfo } from '@vox/voice-core';

import type { ConversationService } from '../../conversation';
import { loggable } from '../error-code';
import { ChannelRefusedError, type JoinRequest } from '../voice-channels';
import type { DiscordAgent, DiscordSettings } from '../settings.port';
import type { GuildConversationPlan } from '../sessions/guild-conversation-plan';
import type { GuildDirectory, GuildView } from '../guild-view/guild-view';

/** Makes of a request to join what it comes to: the channel checked, agent and session found. */
export class JoinPlans {
  readonly #logger = new Logger('GuildConversations');

  constructor(
    private readonly guilds: GuildDirectory,
    private readonly settings: DiscordSettings,
    private readonly conversations: Pick<ConversationService, 'findSession'>,
  ) {}

  /** @throws InvalidInputError, ChannelRefusedError */
  async make(request: JoinRequest): Promise<{
    readonly plan: GuildConversationPlan;
    readonly captionsChannelId: string | undefined;
  }> {
    const { bot, guildId, channelId, textChannelId } = request;
    const view = this.guilds.view(bot, guildId);
    if (view === undefined) throw new InvalidInputError('guild_id', 'The bot is in no such guild.');
    checkChannel(view, channelId);
    const roles = {
      known: () => this.settings.guildRoles(guildId),
      read: () => this.settings.readGuildRoles(guildId),
    };
    // Who may not be heard has to be known before anybody is.
    await roles.read();
    const session = await this.#session(request.sessionId);
    const plan = {
      view,
      agent: await this.#agent(request, session),
      channelId,
      confirmingRoleIds: () => this.settings.confirmingRoleIds(guildId),
      roles,
      ...(textChannelId === undefined ? {} : { textChannelId }),
      ...(session === undefined ? {} : { session }),
    };
    return { plan, captionsChannelId: await this.#captionsChannelId(guildId) };
  }

  async #session(sessionId: string | undefined): Promise<SessionInfo | undefined> {
    if (sessionId === undefined) return undefined;
    const session = await this.conversations.findSession(sessionId);
    if (session !== undefined) return session;
    throw new InvalidInputError('session_id', 'There is no such session, or it cannot be read.');
  }

  /** The agent that is asked for, else the session's, else the guild's. A session is shared by all who are there. */
  async #agent(
    { agentId, bot, guildId }: JoinRequest,
    session: SessionInfo | undefined,
  ): Promise<DiscordAgent> {
    const wanted = agentId ?? bot.agentId ?? session?.agent.id;
    const agent = await this.settings.agent(wanted ?? (await this.#guildAgentId(guildId)));
    if (session === undefined) return agent;
    return { ...agent, discord: { ...agent.discord, mode: 'room' } };
  }

  /** A guild that chose an agent is not given another one because its choice cannot be read. */
  async #guildAgentId(guildId: string): Promise<string | undefined> {
    try {
      return await this.settings.guildAgentId(guildId);
    } catch (error) {
      if (!isDatabaseUnavailable(error)) throw error;
      throw new AgentUnavailableError({ cause: error });
    }
  }

  /** While that cannot be read no captions are wanted: talking needs none. */
  async #captionsChannelId(guildId: string): Promise<string | undefined> {
    try {
      return await this.settings.captionsChannelId(guildId);
    } catch (error) {
      this.#logger.warn({ ...loggable(error), guildId }, 'What a guild has chosen cannot be read');
      return undefined;
    }
  }
}

function checkChannel(view: GuildView, channelId: string): void {
  const channel = view.channel(channelId);
  if (channel === undefined) {
    throw new InvalidInputError('channel_id', 'There is no such voice channel in this guild.');
  }
  if (channel.refusal !== undefined) throw new ChannelRefusedError(channel, channel.refusal);
}
