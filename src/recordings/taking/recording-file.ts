import type { FileHandle } from 'node:fs/promises';

import type { DiskPlace } from '../storage/disk-place';
import { type Seal, SegmentSealer } from '../storage/sealed-segments';

/** What may wait for the disk: 11 minutes of sound. A disk that is further behind does not come back. */
const MOST_WAITING_BYTES = 4 * 1024 * 1024;

/** A sealed file that grows. Writing never waits; what the disk does not take is told at the end. */
export class RecordingFile {
  readonly #sealer: SegmentSealer;
  #writing: Promise<void> = Promise.resolve();
  #waitingBytes = 0;
  #bytes = 0;
  #failure: Error | undefined;

  private constructor(
    private readonly file: FileHandle,
    seal: Seal,
  ) {
    this.#sealer = new SegmentSealer(seal);
  }

  /** Rejects when the disk does not take it. */
  static async create(disk: DiskPlace, seal: Seal): Promise<RecordingFile> {
    return new RecordingFile(await disk.create(seal.name), seal);
  }

  /** What was written, before it was sealed. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Why nothing more can be written; undefined while it can. */
  get failure(): Error | undefined {
    return this.#failure;
  }

  write(bytes: Uint8Array): void {
    this.#bytes += bytes.length;
    this.#append(this.#sealer.push(bytes));
  }

  /** Writes the rest and closes it. Rejects with what went wrong before. */
  async end(): Promise<void> {
    this.#append(this.#sealer.end());
    await this.#writing;
    await this.file.close();
    if (this.#failure !== undefined) throw this.#failure;
  }

  #append(sealed: Buffer): void {
    if (sealed.length === 0 || this.#failure !== undefined) return;
    this.#waitingBytes += sealed.length;
    if (this.#waitingBytes > MOST_WAITING_BYTES) {
      this.#failure = new Error('the disk is too slow for a recording');
      return;
    }
    this.#writing = this.#writing
      .then(() => this.file.appendFile(sealed))
      .then(
        () => void (this.#waitingBytes -= sealed.length),
        (error: Error) => void (this.#failure ??= error),
      );
  }
}
