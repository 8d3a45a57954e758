import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';

const FINISHED = '.json';
const UNFINISHED = '.tmp';
const UNREADABLE = '.unreadable';

/**
 * Turns that the queue has not taken yet, one small file each: what is in here survives the death of the
 * process and of the machine. Files are the owner's alone, because they hold what people said.
 */
export class TurnJournal {
  constructor(private readonly folder: string) {}

  /** Makes the folder, and clears away what a crash left half written (no turn was promised by it). */
  async open(): Promise<void> {
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    for (const name of await readdir(this.folder)) {
      if (name.endsWith(UNFINISHED)) await rm(this.#path(name), { force: true });
    }
  }

  /** Resolves when the entry is on the disk, whole, under a name that sorts by `startedAtMs`. */
  async write(startedAtMs: number, turnId: string, entry: unknown): Promise<void> {
    const name = `${String(startedAtMs).padStart(15, '0')}-${turnId}`;
    const unfinished = this.#path(`${name}-${randomUUID()}${UNFINISHED}`);
    const file = await open(unfinished, 'wx', 0o600);
    try {
      await file.writeFile(JSON.stringify(entry));
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(unfinished, this.#path(`${name}${FINISHED}`));
    await this.#syncFolder();
  }

  /** Names of all entries, oldest turn first. */
  async list(): Promise<string[]> {
    const names = await readdir(this.folder);
    return names.filter((name) => name.endsWith(FINISHED)).sort();
  }

  /** The entry as it was written; `undefined` when another process was faster and removed it. */
  async read(name: string): Promise<unknown> {
    try {
      return JSON.parse(await readFile(this.#path(name), 'utf8')) as unknown;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    }
  }

  async remove(name: string): Promise<void> {
    await rm(this.#path(name), { force: true });
  }

  /** Keeps an entry that cannot be understood for people to look at, out of the way of the others. */
  async setAside(name: string): Promise<void> {
    await rename(this.#path(name), this.#path(`${name}${UNREADABLE}`));
  }

  #path(name: string): string {
    return path.join(this.folder, name);
  }

  /** A rename is on the disk when its folder is (fsync(2)). */
  async #syncFolder(): Promise<void> {
    const folder = await open(this.folder, 'r');
    try {
      await folder.sync();
    } finally {
      await folder.close();
    }
  }
}
