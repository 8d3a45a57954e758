import { Injectable } from '@nestjs/common';

import { RecordingFiles } from './recording-files';
import { RecordingRows } from './recording-rows';
import { nameOf } from './storage/recording-place.port';

/** Brings whole recordings from the disk into the storage, where there is one. */
@Injectable()
export class RecordingMoves {
  constructor(
    private readonly files: RecordingFiles,
    private readonly rows: RecordingRows,
  ) {}

  /** Rejects when the storage is away; then it stays where it is. Done twice, it is the same. */
  async move({
    id,
    sessionId,
  }: {
    readonly id: string;
    readonly sessionId: string;
  }): Promise<void> {
    const { disk, s3 } = this.files.places;
    if (s3 === undefined) return;
    const name = nameOf(sessionId, id);
    await s3.put(name, disk.pathOf(name));
    // Deleted meanwhile, it is in neither.
    if (!(await this.rows.moveToS3(id))) await s3.remove(name);
    await disk.remove(name);
  }
}
