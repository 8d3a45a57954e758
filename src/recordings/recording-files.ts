import { randomBytes } from 'node:crypto';

import { Injectable } from '@nestjs/common';
import type { RecordingEntity } from '@vox/database';

import { SecretBox, secretPurpose } from '../secrets';
import type { DiskPlace } from './storage/disk-place';
import { nameOf, type RecordingPlace } from './storage/recording-place.port';
import type { S3Place } from './storage/s3-place';
import { readSealed } from './storage/sealed-recording';
import type { Seal } from './storage/sealed-segments';
import { StorageError } from './storage/s3-bucket';

type Row = Pick<RecordingEntity, 'id' | 'sessionId' | 'place' | 'sealedKey' | 'bytes'>;

/** Where files are: on this machine's disk, and in the storage that all servers share, where there is one. */
export type RecordingPlaces = { readonly disk: DiskPlace; readonly s3: S3Place | undefined };

/** The files of recordings, each sealed with a key of its own that its row has, sealed in its turn. */
@Injectable()
export class RecordingFiles {
  constructor(
    readonly places: RecordingPlaces,
    private readonly secrets: SecretBox,
  ) {}

  /** A key for a recording that is about to begin, and as its row keeps it. */
  async newKey(sessionId: string, id: string): Promise<{ seal: Seal; sealedKey: string }> {
    const key = randomBytes(32);
    const purpose = secretPurpose('recordings.sealed_key', id);
    const sealedKey = await this.secrets.seal(key.toString('base64'), purpose);
    return { seal: { key, name: nameOf(sessionId, id) }, sealedKey };
  }

  /** @throws UnreadableSecretError */
  async sealOf({ id, sessionId, sealedKey }: Row): Promise<Seal> {
    const purpose = secretPurpose('recordings.sealed_key', id);
    const key = Buffer.from(await this.secrets.open(sealedKey, purpose), 'base64');
    return { key, name: nameOf(sessionId, id) };
  }

  /**
   * The audio from `from` up to `to`, which is left out.
   * @throws DamagedRecordingError, UnreadableSecretError, StorageError
   */
  async *read(row: Row, from: number, to: number): AsyncGenerator<Buffer, void, void> {
    const place = this.#placeOf(row);
    const seal = await this.sealOf(row);
    yield* readSealed({ ...seal, place, bytes: row.bytes }, from, to);
  }

  /** Rejects when the place cannot be reached. */
  async remove(row: Row): Promise<void> {
    await this.#placeOf(row).remove(nameOf(row.sessionId, row.id));
  }

  #placeOf({ place }: Row): RecordingPlace {
    const { disk, s3 } = this.places;
    if (place === 'disk') return disk;
    if (s3 === undefined) throw new StorageError('is not configured (RECORDINGS_S3_URL)');
    return s3;
  }
}
