import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { type AgentDiscordSettings, AgentEntity, isDatabaseUnavailable } from '@vox/database';
import { Clock, entriesUpTo } from '@vox/voice-core';
import { LRUCache } from 'lru-cache';
import { Repository } from 'typeorm';

import { AppConfig } from '../../config';
import { ConversationService } from '../../conversation';
import { LinkedUsers } from '../../discord-links';
import { textsFor } from '../texts';
import type { VoiceBot } from '../voice-channels';
import { type DiscordAgent, DiscordSettings, type GuildRoleIds } from '../settings.port';
import { GuildSettings } from './guild-settings';
import { DiscordUserSettings } from './discord-user-settings';
import { forPerson } from './person-deadline';

const MAX_REMEMBERED = 1000;

/** `DiscordSettings` on the database; an agent's settings as last seen while that is down. */
@Injectable()
export class StoredDiscordSettings extends DiscordSettings {
  readonly #seen = new LRUCache<string, AgentDiscordSettings>(entriesUpTo(MAX_REMEMBERED));

  constructor(
    @InjectRepository(AgentEntity) private readonly agents: Repository<AgentEntity>,
    private readonly conversations: ConversationService,
    private readonly guilds: GuildSettings,
    private readonly users: DiscordUserSettings,
    private readonly linked: LinkedUsers,
    private readonly config: AppConfig,
    private readonly clock: Clock,
  ) {
    super();
  }

  override async agent(agentId: string | undefined): Promise<DiscordAgent> {
    const config = await this.conversations.findAgent(agentId);
    const stored = await this.#settings(config.id);
    const { DISCORD_CONSENT_NOTICE, DISCORD_CONSENT_NOTICE_TEXT } = this.config.discord;
    return {
      config,
      discord: {
        mode: stored?.mode ?? 'personal',
        answers: stored?.answers ?? 'always',
        wakePhrases: stored?.wake_phrases ?? [],
        bargeInBy: stored?.barge_in_by ?? 'anyone',
        notice: stored?.notice ?? DISCORD_CONSENT_NOTICE,
        noticeText:
          stored?.notice_text ??
          DISCORD_CONSENT_NOTICE_TEXT ??
          textsFor(config.tts.language).consentNotice({ agent: config.name }),
      },
    };
  }

  override guildAgentId(guildId: string): Promise<string | undefined> {
    return this.guilds.agentId(guildId);
  }

  override captionsChannelId(guildId: string): Promise<string | undefined> {
    return this.guilds.captionsChannelId(guildId);
  }

  override confirmingRoleIds(guildId: string): readonly string[] {
    return this.guilds.confirmingRoleIds(guildId);
  }

  override guildRoles(guildId: string): GuildRoleIds {
    return this.guilds.roles(guildId);
  }

  override readGuildRoles(guildId: string): Promise<GuildRoleIds> {
    return this.guilds.of(guildId);
  }

  override optedOutUserIds(): Promise<readonly string[]> {
    return this.users.optedOutUserIds();
  }

  override language(userId: string): string | undefined {
    return this.users.language(userId);
  }

  override linkedUser(userId: string): string | null | undefined {
    return this.linked.known(userId);
  }

  override findLinkedUser(userId: string): Promise<string | null> {
    return this.linked.find(userId);
  }

  override async autoJoin(
    bot: Pick<VoiceBot, 'agentId'>,
    channelId: string,
  ): Promise<{ readonly agentId?: string } | undefined> {
    if (bot.agentId !== undefined) {
      const settings = await this.#settings(bot.agentId);
      const isChosen = settings?.auto_join_channel_ids.includes(channelId) === true;
      return isChosen ? { agentId: bot.agentId } : undefined;
    }
    if (this.config.discord.DISCORD_AUTO_JOIN_CHANNELS?.includes(channelId) === true) return {};
    // Agents without a bot of their own are heard through the server's.
    const agent = await forPerson(this.clock, () =>
      this.agents
        .createQueryBuilder('agent')
        .where('agent.is_active and agent.discord_token is null')
        .andWhere("agent.discord->'auto_join_channel_ids' @> to_jsonb(:channelId::text)", {
          channelId,
        })
        .orderBy('agent.created_at')
        .limit(1)
        .getOne(),
    );
    return agent === null ? undefined : { agentId: agent.id };
  }

  /** Undefined for an agent that was never stored (the built-in one in an outage). */
  async #settings(agentId: string): Promise<AgentDiscordSettings | undefined> {
    try {
      const agent = await forPerson(this.clock, () =>
        this.agents.findOne({ select: { id: true, discord: true }, where: { id: agentId } }),
      );
      if (agent !== null) this.#seen.set(agentId, agent.discord);
      return agent?.discord;
    } catch (error) {
      if (!isDatabaseUnavailable(error)) throw error;
      return this.#seen.get(agentId);
    }
  }
}
