import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { ConsentEntity, RecordingEntity } from '@vox/database';
import { In, LessThan, Repository } from 'typeorm';

/** How much there is of a recording. */
export type Extent = {
  readonly durationMs: number;
  readonly bytes: number;
  readonly speakerIds: string[];
};

/** Whose own session it is in Discord is heard there by the id that they have there. */
const IS_HEARD = `(consent.person = any(recording.speakerIds)
  or consent.person in (select 'discord:' || id from unnest(recording.speakerIds) id))`;

/** What the database knows of recordings. */
@Injectable()
export class RecordingRows {
  constructor(
    @InjectRepository(RecordingEntity) private readonly rows: Repository<RecordingEntity>,
  ) {}

  /** Rejects when the session is not stored. */
  async add(
    row: Pick<RecordingEntity, 'id' | 'sessionId' | 'startedAt' | 'sealedKey' | 'speakerIds'>,
  ): Promise<void> {
    await this.rows.insert(row);
  }

  /** @returns false when there is none any more. */
  async note(id: string, extent: Extent): Promise<boolean> {
    return (await this.rows.update({ id }, extent)).affected === 1;
  }

  /** As `note`; it is over. */
  async finish(id: string, extent: Partial<Extent>): Promise<boolean> {
    return (await this.rows.update({ id }, { ...extent, state: 'complete' })).affected === 1;
  }

  /** As `note`. */
  async moveToS3(id: string): Promise<boolean> {
    return (await this.rows.update({ id }, { place: 's3' })).affected === 1;
  }

  /** The first one first. */
  of(sessionId: string): Promise<RecordingEntity[]> {
    return this.rows.find({ where: { sessionId }, order: { startedAt: 'asc', id: 'asc' } });
  }

  find(sessionId: string, id: string): Promise<RecordingEntity | null> {
    return this.rows.findOneBy({ sessionId, id });
  }

  /** @returns false when there was none. */
  async remove(id: string): Promise<boolean> {
    return (await this.rows.delete({ id })).affected === 1;
  }

  async removeOf(sessionId: string): Promise<void> {
    await this.rows.delete({ sessionId });
  }

  /** Those of `ids` that there are. */
  among(ids: readonly string[]): Promise<RecordingEntity[]> {
    return this.rows.findBy({ id: In([...ids]) });
  }

  /**
   * Sessions with recordings for which somebody has taken their consent back since they began, wherever that was said. What
   * stands for all sessions leaves no answer in one: of who is heard in the recording, a no there alone takes it back.
   */
  async sessionsOfWithdrawn(): Promise<string[]> {
    const found: { sessionId: string }[] = await this.rows
      .createQueryBuilder('recording')
      .select('distinct recording.sessionId', 'sessionId')
      .innerJoin(
        ConsentEntity,
        'consent',
        "consent.sessionId = recording.sessionId and consent.kind = 'recording'",
      )
      .where(
        `consent.withdrawnAt > recording.startedAt and (consent.givenAt is not null or ${IS_HEARD})`,
      )
      // … and have given it again before anybody looked.
      .orWhere(
        `exists (select 1 from jsonb_array_elements(consent.earlier) period
          where recording.startedAt < (period ->> 'withdrawn_at')::timestamptz
            and (period ->> 'given_at' is not null or ${IS_HEARD}))`,
      )
      .getRawMany();
    return found.map(({ sessionId }) => sessionId);
  }

  /** Those on some server's disk: of which nothing was heard since `before`, or that are whole. */
  onDisk(state: 'recording' | 'complete', before: Date): Promise<RecordingEntity[]> {
    return this.rows.findBy({ state, place: 'disk', updatedAt: LessThan(before) });
  }
}
