import {
  Column,
  CreateDateColumn,
  Entity,
  PrimaryGeneratedColumn,
  Unique,
  UpdateDateColumn,
} from 'typeorm';

/** A server of language models that people have added. Which kinds there are is for src/llm to say. */
@Entity({ name: 'llm_providers' })
@Unique('llm_providers_name_key', ['name'])
export class LlmProviderEntity {
  @PrimaryGeneratedColumn('uuid', { primaryKeyConstraintName: 'llm_providers_pkey' })
  id!: string;

  @Column({ type: 'varchar', length: 100 })
  name!: string;

  @Column({ type: 'varchar', length: 50 })
  kind!: string;

  /** Null: the one that its kind has. */
  @Column({ name: 'base_url', type: 'varchar', length: 500, nullable: true })
  baseUrl!: string | null;

  /** Sealed by src/secrets; null where it wants none. */
  @Column({ name: 'api_key', type: 'text', nullable: true })
  apiKey!: string | null;

  /** Ids of the models that it had when it was asked last. */
  @Column({ type: 'jsonb', default: () => "'[]'" })
  models!: string[];

  @Column({ name: 'models_fetched_at', type: 'timestamptz', nullable: true })
  modelsFetchedAt!: Date | null;

  @Column({ name: 'default_model', type: 'varchar', length: 200, nullable: true })
  defaultModel!: string | null;

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
