import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

import { AgentEntity } from './agent.entity';

/** What a Discord server's people have chosen for it. */
@Entity({ name: 'discord_guilds' })
@Index('discord_guilds_agent', ['agentId'])
export class DiscordGuildEntity {
  @PrimaryColumn({
    name: 'guild_id',
    type: 'varchar',
    length: 20,
    primaryKeyConstraintName: 'discord_guilds_pkey',
  })
  guildId!: string;

  /** Null: the default agent. */
  @ForeignKey(() => AgentEntity, { name: 'discord_guilds_agent_id_fkey', onDelete: 'SET NULL' })
  @Column({ name: 'agent_id', type: 'uuid', nullable: true })
  agentId!: string | null;

  @Column({ name: 'captions_channel_id', type: 'varchar', length: 20, nullable: true })
  captionsChannelId!: string | null;

  /** Roles whose people may confirm what others have asked for. */
  @Column({ name: 'confirming_role_ids', type: 'jsonb', default: [] })
  confirmingRoleIds!: string[];
}
