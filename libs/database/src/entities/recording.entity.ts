import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, UpdateDateColumn } from 'typeorm';

import { SessionEntity } from './session.entity';

/** The sound of a part of a conversation. The file itself is sealed with a key of its own, and found by session and id. */
@Entity({ name: 'recordings' })
@Index('recordings_session', ['sessionId', 'startedAt', 'id'])
@Check('recordings_state_check', "state in ('recording', 'complete')")
@Check('recordings_place_check', "place in ('disk', 's3')")
export class RecordingEntity {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'recordings_pkey' })
  id!: string;

  @ForeignKey(() => SessionEntity, { name: 'recordings_session_id_fkey', onDelete: 'CASCADE' })
  @Column({ name: 'session_id', type: 'uuid' })
  sessionId!: string;

  @Column({ name: 'started_at', type: 'timestamptz' })
  startedAt!: Date;

  /** So far, while it is recorded. */
  @Column({ name: 'duration_ms', type: 'int', default: 0 })
  durationMs!: number;

  /** Of the audio file, before it is sealed. */
  @Column({ type: 'int', default: 0 })
  bytes!: number;

  /** `recording` also where the server that recorded it has died; that one finishes it when it starts again. */
  @Column({ type: 'varchar', length: 20, default: 'recording' })
  state!: 'recording' | 'complete';

  /** Where the file is: on the disk of the server that recorded it, or in the storage that all share. */
  @Column({ type: 'varchar', length: 20, default: 'disk' })
  place!: 'disk' | 's3';

  /** Opens the file. Sealed by src/secrets. */
  @Column({ name: 'sealed_key', type: 'text' })
  sealedKey!: string;

  /** Who is heard in it, as channels know them. */
  @Column({ name: 'speaker_ids', type: 'text', array: true, default: '{}' })
  speakerIds!: string[];

  @UpdateDateColumn({ name: 'updated_at', type: 'timestamptz' })
  updatedAt!: Date;
}
