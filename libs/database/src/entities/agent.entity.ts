import type { PersonalKind } from '@vox/voice-core';
import {
  Check,
  Column,
  CreateDateColumn,
  Entity,
  Index,
  PrimaryGeneratedColumn,
  Unique,
  UpdateDateColumn,
} from 'typeorm';

/** How an agent behaves in Discord voice channels; each field is always there. */
export type AgentDiscordSettings = {
  /** A conversation with every speaker, or one with the whole channel. */
  mode: 'personal' | 'room';
  /** In a room: to everything, or only to what calls the agent by its name or a wake phrase. */
  answers: 'always' | 'addressed';
  wake_phrases: string[];
  /** Whose speech may interrupt an answer. */
  barge_in_by: 'anyone' | 'addressee';
  /** Voice channels that the agent's own bot joins when somebody enters. */
  auto_join_channel_ids: string[];
  /** How people are told that they are heard; null for the server's way. */
  notice: 'off' | 'spoken' | 'written' | 'both' | null;
  notice_text: string | null;
};

/** What may be spent with an agent, as `AgentLimits` of voice-core has it. */
export type StoredAgentLimits = {
  readonly [Scope in 'session' | 'day']?: {
    readonly [Unit in 'usd' | 'tokens' | 'minutes']?: number;
  };
};

/** Those of an agent that sets nothing. */
export const DISCORD_DEFAULTS: AgentDiscordSettings = {
  mode: 'personal',
  answers: 'always',
  wake_phrases: [],
  barge_in_by: 'anyone',
  auto_join_channel_ids: [],
  notice: null,
  notice_text: null,
};

/** One agent: what it says, with which engines. A null setting means the server's default. */
@Entity({ name: 'agents' })
@Unique('agents_name_key', ['name'])
@Index('agents_one_default', ['isDefault'], { unique: true, where: 'is_default' })
@Check('agents_tool_confirmation_check', "tool_confirmation in ('never', 'destructive', 'always')")
@Check('agents_barge_in_check', "barge_in in ('immediate', 'graceful', 'off')")
@Check('agents_retention_days_check', 'retention_days > 0')
export class AgentEntity {
  @PrimaryGeneratedColumn('uuid', { primaryKeyConstraintName: 'agents_pkey' })
  id!: string;

  @Column({ type: 'varchar', length: 100 })
  name!: string;

  @Column({ name: 'system_prompt', type: 'text' })
  systemPrompt!: string;

  @Column({ type: 'text', nullable: true })
  greeting!: string | null;

  @Column({ name: 'llm_model', type: 'varchar', length: 200, nullable: true })
  llmModel!: string | null;

  @Column({ name: 'n8n_webhook_url', type: 'varchar', length: 500, nullable: true })
  n8nWebhookUrl!: string | null;

  /** The header that webhook wants, sealed by src/secrets. */
  @Column({ name: 'n8n_auth', type: 'text', nullable: true })
  n8nAuth!: string | null;

  @Column({ type: 'double precision', nullable: true })
  temperature!: number | null;

  @Column({ name: 'max_tokens', type: 'int', nullable: true })
  maxTokens!: number | null;

  @Column({ name: 'tts_voice', type: 'varchar', length: 200, nullable: true })
  ttsVoice!: string | null;

  @Column({ name: 'tts_rate', type: 'double precision', nullable: true })
  ttsRate!: number | null;

  @Column({ name: 'tts_pitch', type: 'double precision', nullable: true })
  ttsPitch!: number | null;

  @Column({ name: 'tts_volume', type: 'double precision', nullable: true })
  ttsVolume!: number | null;

  @Column({ name: 'tts_exaggeration', type: 'double precision', nullable: true })
  ttsExaggeration!: number | null;

  @Column({ name: 'tts_cfg_weight', type: 'double precision', nullable: true })
  ttsCfgWeight!: number | null;

  @Column({ name: 'tts_temperature', type: 'double precision', nullable: true })
  ttsTemperature!: number | null;

  @Column({ name: 'tts_language', type: 'varchar', length: 35, nullable: true })
  ttsLanguage!: string | null;

  @Column({ name: 'silence_threshold_ms', type: 'int', nullable: true })
  silenceThresholdMs!: number | null;

  @Column({ name: 'barge_in', type: 'varchar', length: 20, nullable: true })
  bargeIn!: 'immediate' | 'graceful' | 'off' | null;

  @Column({ name: 'thinking_sound_after_ms', type: 'int', nullable: true })
  thinkingSoundAfterMs!: number | null;

  @Column({ name: 'filter_actions_for_tts', type: 'boolean', default: false })
  filterActionsForTts!: boolean;

  /** Whether conversations with it are to be recorded, where that is allowed. */
  @Column({ type: 'boolean', default: false })
  records!: boolean;

  /** For how long what was said with it is kept. */
  @Column({ name: 'retention_days', type: 'int', nullable: true })
  retentionDays!: number | null;

  /** Kinds of personal data that are left out of what is kept, beside the server's own. */
  @Column({ name: 'redact_stored', type: 'jsonb', default: [] })
  redactStored!: PersonalKind[];

  /** Kinds of personal data that its models are not told, beside the server's own. */
  @Column({ name: 'redact_for_models', type: 'jsonb', default: [] })
  redactForModels!: PersonalKind[];

  /** Beside the server's own. */
  @Column({ type: 'jsonb', nullable: true })
  limits!: StoredAgentLimits | null;

  /** Names of the tools that it may call. */
  @Column({ type: 'jsonb', default: [] })
  tools!: string[];

  /** Ids of the agents that it may hand a conversation over to; some may be gone. */
  @Column({ name: 'transfer_to', type: 'jsonb', default: [] })
  transferTo!: string[];

  /** Ids of the agents that it may ask; some may be gone. */
  @Column({ type: 'jsonb', default: [] })
  consults!: string[];

  /** Which of them it asks about before it uses them; null: those that destroy. */
  @Column({ name: 'tool_confirmation', type: 'varchar', length: 20, nullable: true })
  toolConfirmation!: 'never' | 'destructive' | 'always' | null;

  @Column({ type: 'jsonb', default: DISCORD_DEFAULTS })
  discord!: AgentDiscordSettings;

  /** Sealed by src/secrets; null when the agent has no bot of its own. */
  @Column({ name: 'discord_token', type: 'text', nullable: true })
  discordToken!: string | null;

  @Column({ name: 'is_default', type: 'boolean', default: false })
  isDefault!: boolean;

  @Column({ name: 'is_active', type: 'boolean', default: true })
  isActive!: boolean;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;

  @UpdateDateColumn({ name: 'updated_at', type: 'timestamptz' })
  updatedAt!: Date;
}

/** Who comes first talks where no agent was chosen: the default one, else the one that was made first. */
export const DEFAULT_AGENT_FIRST = { isDefault: 'DESC', createdAt: 'ASC', id: 'ASC' } as const;
