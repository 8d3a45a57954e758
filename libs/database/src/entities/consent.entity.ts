import { Check, Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn } from 'typeorm';

import { SessionEntity } from './session.entity';
import { UserEntity } from './user.entity';

/** ISO 8601; `given_at` is null where it was refused without having been given. */
export type EarlierConsent = { given_at: string | null; withdrawn_at: string };

/**
 * What somebody was asked for, and their last answer: given while `given_at` is set and `withdrawn_at` is not, refused where
 * only the latter is. Of a session and one who takes part in it, or, without a session, of a user's sessions in general.
 */
@Entity({ name: 'consents' })
@Index('consents_of_session', ['sessionId', 'isOwn', 'person', 'kind'], {
  unique: true,
  where: 'session_id is not null',
})
@Index('consents_standing', ['ownerId', 'kind'], { unique: true, where: 'session_id is null' })
@Index('consents_owner', ['ownerId'])
@Check('consents_kind_check', "kind in ('recording', 'memory', 'processing')")
@Check('consents_door_check', "door in ('browser', 'websocket', 'discord', 'rest')")
@Check(
  'consents_whose_check',
  '(session_id is null) = (person is null) and (session_id is not null or owner_id is not null)',
)
@Check(
  'consents_answer_check',
  'given_at is null or withdrawn_at is null or withdrawn_at >= given_at',
)
export class ConsentEntity {
  @PrimaryGeneratedColumn('uuid', { primaryKeyConstraintName: 'consents_pkey' })
  id!: string;

  /** Null: it stands for all sessions of the user. */
  @ForeignKey(() => SessionEntity, { name: 'consents_session_id_fkey', onDelete: 'CASCADE' })
  @Column({ name: 'session_id', type: 'uuid', nullable: true })
  sessionId!: string | null;

  /** Whose the session is, or whose sessions it stands for; null: the server's own. */
  @ForeignKey(() => UserEntity, { name: 'consents_owner_id_fkey', onDelete: 'CASCADE' })
  @Column({ name: 'owner_id', type: 'uuid', nullable: true })
  ownerId!: string | null;

  /** Who takes part, as the session names them: its `user_id`, or a speaker's id. Null where it stands for all sessions. */
  @Column({ type: 'varchar', length: 255, nullable: true })
  person!: string | null;

  /** The one whose session it is, not one of several who share it. */
  @Column({ name: 'is_own', type: 'boolean' })
  isOwn!: boolean;

  @Column({ type: 'varchar', length: 20 })
  kind!: 'recording' | 'memory' | 'processing';

  /** Where they were asked, or answered last. */
  @Column({ type: 'varchar', length: 20 })
  door!: 'browser' | 'websocket' | 'discord' | 'rest';

  @Column({ name: 'asked_at', type: 'timestamptz', nullable: true })
  askedAt!: Date | null;

  @Column({ name: 'given_at', type: 'timestamptz', nullable: true })
  givenAt!: Date | null;

  @Column({ name: 'withdrawn_at', type: 'timestamptz', nullable: true })
  withdrawnAt!: Date | null;

  /** When it was given before that, and taken back or refused, the oldest first. */
  @Column({ type: 'jsonb', default: [] })
  earlier!: EarlierConsent[];
}
