import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';

import { SessionEntity } from './session.entity';

export type StoredOutcome = 'completed' | 'interrupted' | 'failed';

/** A tool that the model called: what for, and what came of it. */
export type StoredToolCall = {
  id: string;
  name: string;
  /** JSON as the model wrote it. */
  arguments: string;
  state: 'requested' | 'running' | 'done' | 'failed' | 'timed-out' | 'cancelled';
  /** Null while there is none. */
  result: string | null;
  /** ISO 8601. */
  started_at: string;
  /** Null while it runs, and where nobody knows. */
  duration_ms: number | null;
};

/**
 * One turn as it went: how it ended, where its time went, who took part, what it took. What was said in it are its one or
 * two messages. A null time is of a stage that was not reached, a null provider of one that took no part, null tokens and
 * cost are not known.
 */
@Entity({ name: 'turns' })
@Index('turns_recent', ['startedAt'])
@Index('turns_held', ['heldBy'], { where: 'held_by is not null' })
@Index('turns_in_order', ['sessionId', 'startedAt', 'id'])
// What messages refer to, so that none is in another session than its turn.
@Unique('turns_id_session_id_key', ['id', 'sessionId'])
@Check('turns_state_check', "state in ('completed', 'interrupted', 'failed')")
@Check('turns_tokens_check', 'prompt_tokens >= 0 and completion_tokens >= 0')
@Check('turns_cost_check', 'cost_usd >= 0')
export class TurnEntity {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'turns_pkey' })
  id!: string;

  @ForeignKey(() => SessionEntity, { name: 'turns_session_id_fkey', onDelete: 'CASCADE' })
  @Column({ name: 'session_id', type: 'uuid' })
  sessionId!: string;

  @Column({ type: 'varchar', length: 20 })
  state!: StoredOutcome;

  @Column({ name: 'started_at', type: 'timestamptz' })
  startedAt!: Date;

  @Column({ name: 'ended_at', type: 'timestamptz' })
  endedAt!: Date;

  @Column({ name: 'end_of_utterance_delay_ms', type: 'int', nullable: true })
  endOfUtteranceDelayMs!: number | null;

  @Column({ name: 'transcript_final_ms', type: 'int', nullable: true })
  transcriptFinalMs!: number | null;

  @Column({ name: 'ttft_ms', type: 'int', nullable: true })
  ttftMs!: number | null;

  @Column({ name: 'ttfb_ms', type: 'int', nullable: true })
  ttfbMs!: number | null;

  @Column({ name: 'voice_to_voice_ms', type: 'int', nullable: true })
  voiceToVoiceMs!: number | null;

  @Column({ name: 'stt_provider', type: 'text', nullable: true })
  sttProvider!: string | null;

  @Column({ name: 'llm_provider', type: 'text', nullable: true })
  llmProvider!: string | null;

  @Column({ name: 'tts_provider', type: 'text', nullable: true })
  ttsProvider!: string | null;

  /** Why the models before the one that answered did not. */
  @Column({ name: 'fallback_reason', type: 'text', nullable: true })
  fallbackReason!: string | null;

  /** What was heard of the answer; null: nothing. */
  @Column({ name: 'heard_text', type: 'text', nullable: true })
  heardText!: string | null;

  @Column({ name: 'prompt_tokens', type: 'int', nullable: true })
  promptTokens!: number | null;

  @Column({ name: 'completion_tokens', type: 'int', nullable: true })
  completionTokens!: number | null;

  /** Null: nothing was called. One that outlived its turn is also in the turn after its end. */
  @Column({ name: 'tool_calls', type: 'jsonb', nullable: true })
  toolCalls!: StoredToolCall[] | null;

  /** The server in which some of them still run (`servers.id`, which may be gone); null when all have ended. */
  @Column({ name: 'held_by', type: 'uuid', nullable: true })
  heldBy!: string | null;

  /** A decimal, so a string. */
  @Column({ name: 'cost_usd', type: 'numeric', precision: 14, scale: 8, nullable: true })
  costUsd!: string | null;
}
