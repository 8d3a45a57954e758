import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

import { AgentEntity } from './agent.entity';
import { LlmProviderEntity } from './llm-provider.entity';

/**
 * One provider that an agent asks, and when: after those of a lower position did not answer. Either a row of
 * `llm_providers` or one that the environment configures, by its name. The same one may be asked twice, for two models.
 */
@Entity({ name: 'agent_llm_providers' })
@Index('agent_llm_providers_provider', ['providerId'])
@Check(
  'agent_llm_providers_one_provider_check',
  'num_nonnulls(provider_id, environment_provider) = 1',
)
export class AgentLlmProviderEntity {
  @ForeignKey(() => AgentEntity, {
    name: 'agent_llm_providers_agent_id_fkey',
    onDelete: 'CASCADE',
  })
  @PrimaryColumn({
    name: 'agent_id',
    type: 'uuid',
    primaryKeyConstraintName: 'agent_llm_providers_pkey',
  })
  agentId!: string;

  @PrimaryColumn({ type: 'int', primaryKeyConstraintName: 'agent_llm_providers_pkey' })
  position!: number;

  @ForeignKey(() => LlmProviderEntity, {
    name: 'agent_llm_providers_provider_id_fkey',
    onDelete: 'CASCADE',
  })
  @Column({ name: 'provider_id', type: 'uuid', nullable: true })
  providerId!: string | null;

  /** `local`, `openrouter`, `n8n` and their like: which there are is for src/config to say. */
  @Column({ name: 'environment_provider', type: 'varchar', length: 50, nullable: true })
  environmentProvider!: string | null;

  /** Null: the provider's default one. */
  @Column({ type: 'varchar', length: 200, nullable: true })
  model!: string | null;
}
