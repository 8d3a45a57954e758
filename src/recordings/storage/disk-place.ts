import { createReadStream } from 'node:fs';
import { type FileHandle, mkdir, open, readdir, rm, stat, truncate } from 'node:fs/promises';
import path from 'node:path';

import { beginningOf, idIn, type RecordingPlace } from './recording-place.port';

/** A folder of this machine, where every recording begins. Only the owner may read what is in it. */
export class DiskPlace implements RecordingPlace {
  constructor(private readonly folder: string) {}

  /** Makes one that there must not be yet, to be written. The caller closes it. */
  async create(name: string): Promise<FileHandle> {
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    return open(this.pathOf(name), 'wx', 0o600);
  }

  pathOf(name: string): string {
    return path.join(this.folder, name);
  }

  /** Drops what comes after `bytes`. */
  cut(name: string, bytes: number): Promise<void> {
    return truncate(this.pathOf(name), bytes);
  }

  async sizeOf(name: string): Promise<number | undefined> {
    try {
      return (await stat(this.pathOf(name))).size;
    } catch (error) {
      return unlessThereIsNone(error);
    }
  }

  read(name: string, from: number, to: number): AsyncIterable<Uint8Array> {
    return createReadStream(this.pathOf(name), { start: from, end: to - 1 });
  }

  async remove(name: string): Promise<void> {
    await rm(this.pathOf(name), { force: true });
  }

  async *list(sessionId?: string): AsyncGenerator<string, void, void> {
    const names = await readdir(this.folder).catch((error: unknown) => unlessThereIsNone(error));
    const beginning = beginningOf(sessionId);
    for (const name of names ?? []) {
      if (name.startsWith(beginning) && idIn(name) !== undefined) yield name;
    }
  }
}

function unlessThereIsNone(error: unknown): undefined {
  if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
}
