import {
  Check,
  Column,
  CreateDateColumn,
  Entity,
  PrimaryGeneratedColumn,
  Unique,
  UpdateDateColumn,
} from 'typeorm';

/** What a server of `speech_providers` does: hears (`stt`) or speaks (`tts`). */
export type SpeechService = 'stt' | 'tts';

/** A voice as a server listed it. */
export type StoredVoice = {
  readonly id: string;
  readonly name: string;
  readonly language?: string;
};

/**
 * A server that people have added, which hears or speaks. Which kinds there are is for src/stt and src/tts to say; a null
 * setting is as the environment has it for the kind.
 */
@Entity({ name: 'speech_providers' })
@Unique('speech_providers_service_name_key', ['service', 'name'])
// What agents refer to, so that none has a voice hear.
@Unique('speech_providers_id_service_key', ['id', 'service'])
@Check('speech_providers_service_check', "service in ('stt', 'tts')")
export class SpeechProviderEntity {
  @PrimaryGeneratedColumn('uuid', { primaryKeyConstraintName: 'speech_providers_pkey' })
  id!: string;

  @Column({ type: 'varchar', length: 10 })
  service!: SpeechService;

  @Column({ type: 'varchar', length: 100 })
  name!: string;

  @Column({ type: 'varchar', length: 50 })
  kind!: string;

  @Column({ name: 'base_url', type: 'varchar', length: 500 })
  baseUrl!: string;

  /** Sealed by src/secrets; null where it wants none. */
  @Column({ name: 'api_key', type: 'text', nullable: true })
  apiKey!: string | null;

  @Column({ type: 'varchar', length: 200, nullable: true })
  model!: string | null;

  /** Of those that speak. */
  @Column({ type: 'varchar', length: 200, nullable: true })
  voice!: string | null;

  /** BCP 47; of those that hear. */
  @Column({ type: 'varchar', length: 35, nullable: true })
  language!: string | null;

  @Column({ name: 'audio_format', type: 'varchar', length: 20, nullable: true })
  audioFormat!: string | null;

  /** Until the final of an utterance, or the first audio of a sentence. */
  @Column({ name: 'timeout_ms', type: 'int', nullable: true })
  timeoutMs!: number | null;

  /** Sentences at once; of those that speak. */
  @Column({ name: 'max_concurrency', type: 'int', nullable: true })
  maxConcurrency!: number | null;

  /** Ids of the models that it had when it was asked last. */
  @Column({ type: 'jsonb', default: () => "'[]'" })
  models!: string[];

  @Column({ name: 'models_fetched_at', type: 'timestamptz', nullable: true })
  modelsFetchedAt!: Date | null;

  /** That it had when it was asked last. */
  @Column({ type: 'jsonb', default: () => "'[]'" })
  voices!: StoredVoice[];

  @Column({ name: 'voices_fetched_at', type: 'timestamptz', nullable: true })
  voicesFetchedAt!: Date | null;

  /** Asked in this order, then by name. */
  @Column({ type: 'int', default: 0 })
  position!: number;

  @Column({ name: 'is_enabled', type: 'boolean', default: true })
  isEnabled!: boolean;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;

  @UpdateDateColumn({ name: 'updated_at', type: 'timestamptz' })
  updatedAt!: Date;
}
