import { Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';

import { AgentEntity } from './agent.entity';
import { LlmProviderEntity } from './llm-provider.entity';

/** One provider that an agent asks, and when: after those of a lower position did not answer. */
@Entity({ name: 'agent_llm_providers' })
// Deferrable: an order is changed in one statement.
@Unique('agent_llm_providers_agent_id_position_key', ['agentId', 'position'], {
  deferrable: 'INITIALLY IMMEDIATE',
})
@Index('agent_llm_providers_provider', ['providerId'])
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

  @ForeignKey(() => LlmProviderEntity, {
    name: 'agent_llm_providers_provider_id_fkey',
    onDelete: 'CASCADE',
  })
  @PrimaryColumn({
    name: 'provider_id',
    type: 'uuid',
    primaryKeyConstraintName: 'agent_llm_providers_pkey',
  })
  providerId!: string;

  @Column({ type: 'int' })
  position!: number;

  /** Null: the provider's default one. */
  @Column({ type: 'varchar', length: 200, nullable: true })
  model!: string | null;
}
