import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/**
 * Somebody whose words were erased: turns of theirs that began before `erasedAt` are not stored any more, whatever session
 * they are of. Who they are is not to be read from it.
 */
@Entity({ name: 'erased_people' })
@Index('erased_people_age', ['erasedAt'])
export class ErasedPersonEntity {
  /** SHA-256, in hexadecimal, of one of the ways in which a turn says whose it is (`libs/jobs/src/erased-people.ts`). */
  @PrimaryColumn({
    name: 'person_hash',
    type: 'varchar',
    length: 64,
    primaryKeyConstraintName: 'erased_people_pkey',
  })
  personHash!: string;

  @Column({ name: 'erased_at', type: 'timestamptz' })
  erasedAt!: Date;
}
