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

  @Column({ name: 'llm_provider', type: 'varchar', length: 50, nullable: true })
  llmProvider!: string | null;

  @Column({ name: 'llm_model', type: 'varchar', length: 200, nullable: true })
  llmModel!: string | null;

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

  @Column({ name: 'silence_threshold_ms', type: 'int', nullable: true })
  silenceThresholdMs!: number | null;

  @Column({ name: 'is_default', type: 'boolean', default: false })
  isDefault!: boolean;

  @Column({ name: 'is_active', type: 'boolean', default: true })
  isActive!: boolean;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;

  @UpdateDateColumn({ name: 'updated_at', type: 'timestamptz' })
  updatedAt!: Date;
}
