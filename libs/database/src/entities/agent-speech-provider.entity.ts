import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

import { AgentEntity } from './agent.entity';
import { SpeechProviderEntity, type SpeechService } from './speech-provider.entity';

const KEY = 'agent_speech_providers_pkey';

/**
 * One server that hears or speaks for an agent, and when it is asked: after those of a lower position did not serve. Either a
 * row of `speech_providers`, of the same service, or one that the environment configures, by its name.
 */
@Entity({ name: 'agent_speech_providers' })
@ForeignKey(() => SpeechProviderEntity, ['providerId', 'service'], ['id', 'service'], {
  name: 'agent_speech_providers_provider_id_fkey',
  onDelete: 'CASCADE',
})
@Index('agent_speech_providers_provider', ['providerId'])
@Check('agent_speech_providers_service_check', "service in ('stt', 'tts')")
@Check(
  'agent_speech_providers_one_provider_check',
  'num_nonnulls(provider_id, environment_provider) = 1',
)
export class AgentSpeechProviderEntity {
  @ForeignKey(() => AgentEntity, {
    name: 'agent_speech_providers_agent_id_fkey',
    onDelete: 'CASCADE',
  })
  @PrimaryColumn({ name: 'agent_id', type: 'uuid', primaryKeyConstraintName: KEY })
  agentId!: string;

  @PrimaryColumn({ type: 'varchar', length: 10, primaryKeyConstraintName: KEY })
  service!: SpeechService;

  @PrimaryColumn({ type: 'int', primaryKeyConstraintName: KEY })
  position!: number;

  @Column({ name: 'provider_id', type: 'uuid', nullable: true })
  providerId!: string | null;

  /** `whisperx`, `chatterbox`, `embedded` and their like: which there are is for src/config to say. */
  @Column({ name: 'environment_provider', type: 'varchar', length: 50, nullable: true })
  environmentProvider!: string | null;

  /** Null: the agent's, or the provider's own. */
  @Column({ type: 'varchar', length: 200, nullable: true })
  voice!: string | null;
}
