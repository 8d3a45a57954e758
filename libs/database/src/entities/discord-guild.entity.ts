import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What a Discord server's people have chosen for it. */
@Entity({ name: 'discord_guilds' })
export class DiscordGuildEntity {
  @PrimaryColumn({ name: 'guild_id', type: 'varchar', length: 20 })
  guildId!: string;

  /** Null: the default agent. */
  @Column({ name: 'agent_id', type: 'uuid', nullable: true })
  agentId!: string | null;

  @Column({ name: 'captions_channel_id', type: 'varchar', length: 20, nullable: true })
  captionsChannelId!: string | null;
}
