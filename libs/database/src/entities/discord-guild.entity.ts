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

  /** Roles whose people are heard; none: everybody is. */
  @Column({ name: 'member_role_ids', type: 'jsonb', default: [] })
  memberRoleIds!: string[];

  /** Roles whose people steer the bot, beside those who manage the server. */
  @Column({ name: 'admin_role_ids', type: 'jsonb', default: [] })
  adminRoleIds!: string[];
}
