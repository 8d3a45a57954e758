import { Check, Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn, Unique } from 'typeorm';

import { SessionEntity } from './session.entity';
import { type StoredOutcome, TurnEntity } from './turn.entity';

/**
 * One side of one turn, as it was said and heard.
 *
 * `sequence` is the place in the conversation. A stage's time stands on the message it belongs to:
 * endpointing and transcript on the user's, model, synthesis and voice-to-voice on the assistant's.
 * `content` is empty on an assistant's message that was nothing but an apology.
 */
@Entity({ name: 'messages' })
@ForeignKey(() => TurnEntity, ['turnId', 'sessionId'], ['id', 'sessionId'], {
  name: 'messages_turn_id_fkey',
  onDelete: 'CASCADE',
})
@Unique('messages_turn_id_role_key', ['turnId', 'role'])
// Deferrable: a turn that is written late moves its successors up in one statement.
@Unique('messages_session_id_sequence_key', ['sessionId', 'sequence'], {
  deferrable: 'INITIALLY IMMEDIATE',
})
@Index('messages_in_order', ['sessionId', 'turnStartedAt', 'id'])
@Index('messages_speakers', ['speakerIds'], { type: 'gin', where: 'speaker_ids is not null' })
@Index('messages_of_several', ['sessionId'], { where: 'speaker_ids is not null' })
@Index('messages_words', ['words'], { type: 'gin' })
@Check('messages_role_check', "role in ('user', 'assistant')")
@Check('messages_outcome_check', "outcome in ('completed', 'interrupted', 'failed')")
export class MessageEntity {
  /** A bigint, so a string. */
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'messages_pkey',
  })
  id!: string;

  @ForeignKey(() => SessionEntity, { name: 'messages_session_id_fkey', onDelete: 'CASCADE' })
  @Column({ name: 'session_id', type: 'uuid' })
  sessionId!: string;

  @Column({ name: 'turn_id', type: 'uuid' })
  turnId!: string;

  @Column({ name: 'turn_started_at', type: 'timestamptz' })
  turnStartedAt!: Date;

  @Column({ type: 'int' })
  sequence!: number;

  @Column({ type: 'varchar', length: 20 })
  role!: 'user' | 'assistant';

  @Column({ type: 'text' })
  content!: string;

  /** Said after `content` to excuse a failure. It is no word of the model, so the model is not given it. */
  @Column({ type: 'text', nullable: true })
  apology!: string | null;

  @Column({ type: 'boolean', default: false })
  interrupted!: boolean;

  @Column({ type: 'varchar', length: 20 })
  outcome!: StoredOutcome;

  /** Those whose words the turn answers, and who have asked for what it tells, on both of its messages; null where one person has the session. */
  @Column({ name: 'speaker_ids', type: 'text', array: true, nullable: true })
  speakerIds!: string[] | null;

  /** When it had been said: the end of the user's words, the end of what was heard of the answer. */
  @Column({ name: 'spoken_at', type: 'timestamptz' })
  spokenAt!: Date;

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

  @Column({ type: 'jsonb', default: () => "'{}'" })
  providers!: Record<string, string>;

  /** Those of `content`, to be searched; a trigger keeps them, and only the database reads them. */
  @Column({
    type: 'tsvector',
    nullable: true,
    select: false,
    insert: false,
    update: false,
  })
  readonly words?: unknown;
}
