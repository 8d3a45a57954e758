import { randomUUID } from 'node:crypto';
import { lstat, mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';

const FINISHED = '.json';
const UNFINISHED = '.tmp';
/** Set aside because it cannot be read. */
const UNREADABLE = '.unreadable';
/** Set aside because the queue or the database will never take it. */
const REFUSED = '.refused';

/** Far above the longest turn; a file of this size is none of ours. */
const MAX_ENTRY_BYTES = 16 * 1024 * 1024;

export type AsideReason = 'unreadable' | 'refused';

/** An entry that is no entry, and will be none the next time: trying again cannot help. */
export class BrokenEntryError extends Error {
  override readonly name = 'BrokenEntryError';
}

export type JournalSurvey = {
  /** Entries that wait. */
  readonly depth: number;
  /** How long the oldest of them has been waiting. */
  readonly oldestAgeMs?: number;
  readonly setAside: number;
};

/**
 * Turns that the database does not have yet, one small file each: what is in here survives the death of the process and
 * of the machine. Files are the owner's alone, because they hold what people said.
 */
export class TurnJournal {
  /** Entries that are set aside and could not be moved: a folder that refuses a rename refuses it every time. */
  readonly #immovable = new Set<string>();

  constructor(private readonly folder: string) {}

  /** Makes the folder, and clears away what a crash left half written (no turn was promised by it). */
  async open(): Promise<void> {
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    for (const name of await readdir(this.folder)) {
      if (name.endsWith(UNFINISHED)) await rm(this.#path(name), { force: true, recursive: true });
    }
  }

  /**
   * Resolves when the entry is on the disk, whole, under a name that sorts by `startedAtMs`. Leaves nothing behind when it
   * rejects.
   */
  async write(startedAtMs: number, turnId: string, entry: unknown): Promise<void> {
    const name = `${String(startedAtMs).padStart(15, '0')}-${turnId}`;
    const unfinished = this.#path(`${name}-${randomUUID()}${UNFINISHED}`);
    try {
      await this.#writeSynced(unfinished, JSON.stringify(entry));
      await rename(unfinished, this.#path(`${name}${FINISHED}`));
    } catch (error) {
      // On a full disk the half of an entry is what keeps the next one out.
      await rm(unfinished, { force: true }).catch(() => undefined);
      throw error;
    }
    await this.#syncFolder();
  }

  /** Rejects as `write` would now. */
  async probe(): Promise<void> {
    const probe = this.#path(`probe-${randomUUID()}${UNFINISHED}`);
    try {
      await this.#writeSynced(probe, 'x'.repeat(4096));
    } finally {
      await rm(probe, { force: true }).catch(() => undefined);
    }
  }

  /** Names of all entries, oldest turn first. */
  async list(): Promise<string[]> {
    const names = await readdir(this.folder);
    return names.filter((name) => name.endsWith(FINISHED) && !this.#immovable.has(name)).sort();
  }

  /**
   * The entry as it was written; `undefined` when another process was faster and removed it.
   * @throws BrokenEntryError when it is no file, no JSON or too large; what the disk says otherwise.
   */
  async read(name: string): Promise<unknown> {
    try {
      const stats = await lstat(this.#path(name));
      // A pipe would be waited for until somebody writes into it.
      if (!stats.isFile()) throw new BrokenEntryError('no file');
      if (stats.size > MAX_ENTRY_BYTES) throw new BrokenEntryError('too large');
      return JSON.parse(await readFile(this.#path(name), 'utf8')) as unknown;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      if (error instanceof SyntaxError) throw new BrokenEntryError('not JSON');
      throw error;
    }
  }

  /** Names of the entries that were set aside. */
  async listAside(): Promise<string[]> {
    return (await readdir(this.folder)).filter(isAside);
  }

  /** What there is of an entry, be it whole or not; undefined when it is no file, or gone. */
  async readText(name: string): Promise<string | undefined> {
    try {
      const stats = await lstat(this.#path(name));
      if (!stats.isFile() || stats.size > MAX_ENTRY_BYTES) return undefined;
      return await readFile(this.#path(name), 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    }
  }

  async remove(name: string): Promise<void> {
    await rm(this.#path(name), { force: true });
  }

  /** Keeps an entry that nobody takes for people to look at, out of the way of the others. Never rejects. */
  async setAside(name: string, reason: AsideReason): Promise<void> {
    const suffix = reason === 'refused' ? REFUSED : UNREADABLE;
    try {
      // Another one may have been set aside under that name.
      await rename(this.#path(name), this.#path(`${name}.${randomUUID().slice(0, 8)}${suffix}`));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') this.#immovable.add(name);
    }
  }

  /** Rejects when the folder cannot be read. */
  async survey(nowMs: number): Promise<JournalSurvey> {
    const waiting = await this.list();
    const names = await readdir(this.folder);
    const aside = names.filter(isAside);
    const writtenAtMs = waiting[0] === undefined ? undefined : await this.#writtenAtMs(waiting[0]);
    return {
      depth: waiting.length,
      ...(writtenAtMs === undefined ? {} : { oldestAgeMs: Math.max(0, nowMs - writtenAtMs) }),
      setAside: aside.length + this.#immovable.size,
    };
  }

  async #writtenAtMs(name: string): Promise<number | undefined> {
    // Taken meanwhile, or a link that leads nowhere: another one is the oldest the next time.
    return lstat(this.#path(name)).then(
      ({ mtimeMs }) => mtimeMs,
      () => undefined,
    );
  }

  async #writeSynced(file: string, text: string): Promise<void> {
    const handle = await open(file, 'wx', 0o600);
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
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

function isAside(name: string): boolean {
  return name.endsWith(UNREADABLE) || name.endsWith(REFUSED);
}
