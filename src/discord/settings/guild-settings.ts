import { Injectable } from '@nestjs/common';
import { DiscordGuildEntity } from '@vox/database';
import { DataSource } from 'typeorm';

/** What a Discord server's people have chosen for it. */
@Injectable()
export class GuildSettings {
  constructor(private readonly dataSource: DataSource) {}

  /** The agent chosen for the guild; undefined: the default one. */
  async agentId(guildId: string): Promise<string | undefined> {
    return (await this.#find(guildId))?.agentId ?? undefined;
  }

  async setAgent(guildId: string, agentId: string): Promise<void> {
    await this.#guilds.upsert({ guildId, agentId }, ['guildId']);
  }

  /** Text channel for captions; undefined: none are wanted. */
  async captionsChannelId(guildId: string): Promise<string | undefined> {
    return (await this.#find(guildId))?.captionsChannelId ?? undefined;
  }

  async setCaptionsChannel(guildId: string, channelId: string | undefined): Promise<void> {
    await this.#guilds.upsert({ guildId, captionsChannelId: channelId ?? null }, ['guildId']);
  }

  #find(guildId: string): Promise<DiscordGuildEntity | null> {
    return this.#guilds.findOneBy({ guildId });
  }

  get #guilds() {
    return this.dataSource.getRepository(DiscordGuildEntity);
  }
}
