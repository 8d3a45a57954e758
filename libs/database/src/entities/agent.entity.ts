import {
  Column,
  CreateDateColumn,
  Entity,
  PrimaryGeneratedColumn,
  UpdateDateColumn,
} from 'typeorm';

/** One agent: what it says, with which engines. A null setting means the server's default. */
@Entity({ name: 'agents' })
export class AgentEntity {
  @PrimaryGeneratedColumn('uuid')
  id!: string;

  @Column({ type: 'varchar', length: 100, unique: true })
  name!: string;

  @Column({ name: 'system_prompt', type: 'text' })
  systemPrompt!: string;

  @Column({ type: 'text', nullable: true })
  greeting!: string | null;

  /** Providers to ask, first to last; steps name their own models. */
  @Column({ name: 'llm_steps', type: 'jsonb', nullable: true })
  llmSteps!: { provider: string; model?: string }[] | null;

  @Column({ name: 'llm_model', type: 'varchar', length: 200, nullable: true })
  llmModel!: string | null;

  @Column({ name: 'n8n_webhook_url', type: 'varchar', length: 500, nullable: true })
  n8nWebhookUrl!: string | null;

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

  @Column({ name: 'is_default', type: 'boolean', default: false })
  isDefault!: boolean;

  @Column({ name: 'is_active', type: 'boolean', default: true })
  isActive!: boolean;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;

  @UpdateDateColumn({ name: 'updated_at', type: 'timestamptz' })
  updatedAt!: Date;
}
