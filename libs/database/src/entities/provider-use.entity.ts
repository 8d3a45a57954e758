import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

/**
 * One request to a provider: on whose account, and what it took. It outlives session, turn, agent and user, which its ids
 * name: what was spent stays spent. After an erasure, and when its time is over, it is nobody's.
 */
@Entity({ name: 'provider_uses' })
@Index('provider_uses_in_order', ['usedAt', 'id'])
@Index('provider_uses_session', ['sessionId'], { where: 'session_id is not null' })
@Index('provider_uses_somebodys', ['usedAt'], {
  where:
    'session_id is not null or turn_id is not null or owner_id is not null or user_id is not null',
})
@Index('provider_uses_owner', ['ownerId', 'usedAt'], { where: 'owner_id is not null' })
@Check('provider_uses_kind_check', "kind in ('stt', 'llm', 'tts')")
@Check(
  'provider_uses_amounts_check',
  'prompt_tokens >= 0 and completion_tokens >= 0 and audio_ms >= 0 and characters >= 0',
)
@Check('provider_uses_cost_check', 'cost_usd >= 0')
export class ProviderUseEntity {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'provider_uses_pkey' })
  id!: string;

  /** When it was over. */
  @Column({ name: 'used_at', type: 'timestamptz' })
  usedAt!: Date;

  @Column({ type: 'varchar', length: 3 })
  kind!: 'stt' | 'llm' | 'tts';

  @Column({ type: 'text' })
  provider!: string;

  @Column({ type: 'text', nullable: true })
  model!: string | null;

  /** What it was asked for. */
  @Column({ type: 'varchar', length: 20 })
  purpose!: string;

  @Column({ name: 'session_id', type: 'uuid', nullable: true })
  sessionId!: string | null;

  @Column({ name: 'turn_id', type: 'uuid', nullable: true })
  turnId!: string | null;

  @Column({ name: 'agent_id', type: 'uuid', nullable: true })
  agentId!: string | null;

  /** Whose session it was; null: the server's own. */
  @Column({ name: 'owner_id', type: 'uuid', nullable: true })
  ownerId!: string | null;

  /** What clients call the user. */
  @Column({ name: 'user_id', type: 'text', nullable: true })
  userId!: string | null;

  @Column({ name: 'prompt_tokens', type: 'int', nullable: true })
  promptTokens!: number | null;

  @Column({ name: 'completion_tokens', type: 'int', nullable: true })
  completionTokens!: number | null;

  @Column({ name: 'audio_ms', type: 'int', nullable: true })
  audioMs!: number | null;

  @Column({ type: 'int', nullable: true })
  characters!: number | null;

  /** Some of it was counted here, because the provider did not say. */
  @Column({ name: 'is_estimated', type: 'boolean' })
  isEstimated!: boolean;

  /** By the prices of that moment; a decimal, so a string. Null: there was none. */
  @Column({ name: 'cost_usd', type: 'numeric', precision: 14, scale: 8, nullable: true })
  costUsd!: string | null;

  /** The process that has counted it. */
  @Column({ name: 'server_id', type: 'uuid' })
  serverId!: string;
}
