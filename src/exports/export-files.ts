import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { type Clock, DAY_MS } from '@vox/voice-core';
import { z } from 'zod';

import { exportFormats } from './export.schema';
import type { ExportContents, ExportScope } from './export-source';

/** Long enough to be fetched; words lie nowhere longer than they have to. */
const VALIDITY_MS = DAY_MS;

const ABOUT = '.json';
const TEXT = '.txt';

/* eslint-disable no-restricted-syntax -- what is read here was written here */
const aboutSchema = z.object({
  id: z.uuid(),
  createdAtMs: z.number(),
  format: z.enum(exportFormats),
  scope: z.object({
    ownerId: z.string().nullable().optional(),
    groupId: z.string().optional(),
    sessionId: z.string().optional(),
    userId: z.string().optional(),
    person: z
      .object({
        userId: z.string().optional(),
        names: z.array(z.string()),
        ownerId: z.string().nullable().optional(),
        discordUserIds: z.array(z.string()),
      })
      .optional(),
  }),
  contents: z
    .object({
      sessionIds: z.array(z.string()),
      messageCount: z.number(),
      lastMessageId: z.string(),
    })
    .optional(),
});
/* eslint-enable no-restricted-syntax */

/** What is known of an export; with `contents` its text is whole. */
export type AboutExport = {
  readonly id: string;
  readonly createdAtMs: number;
  readonly format: (typeof exportFormats)[number];
  readonly scope: ExportScope;
  readonly contents?: ExportContents | undefined;
};

/** Exports in a folder of their own, two files each: what is known of it, and its text. Only the owner may read them. */
export class ExportFiles {
  constructor(
    private readonly folder: string,
    private readonly clock: Pick<Clock, 'wallMs'>,
  ) {}

  /** Makes the folder. */
  async open(): Promise<void> {
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
  }

  expiresAtMs({ createdAtMs }: Pick<AboutExport, 'createdAtMs'>): number {
    return createdAtMs + VALIDITY_MS;
  }

  async add(about: AboutExport): Promise<void> {
    const unfinished = `${this.#path(about.id, ABOUT)}.tmp`;
    await writeFile(unfinished, JSON.stringify(about), { mode: 0o600 });
    await rename(unfinished, this.#path(about.id, ABOUT));
  }

  /** Undefined when there is none, or it has expired. */
  async find(id: string): Promise<AboutExport | undefined> {
    const about = await this.#read(id);
    if (about === undefined || this.expiresAtMs(about) > this.clock.wallMs()) return about;
    await this.remove(id);
    return undefined;
  }

  /** Writes the text of an export, and then what is in it. */
  async write(
    about: AboutExport,
    text: AsyncGenerator<string, ExportContents, void>,
  ): Promise<void> {
    const unfinished = `${this.#path(about.id, TEXT)}.tmp`;
    const file = await open(unfinished, 'w', 0o600);
    try {
      for (let step = await text.next(); ; step = await text.next()) {
        if (step.done !== true) {
          await file.writeFile(step.value);
          continue;
        }
        await file.close();
        await rename(unfinished, this.#path(about.id, TEXT));
        return await this.add({ ...about, contents: step.value });
      }
    } catch (error) {
      await file.close().catch(() => undefined);
      await rm(unfinished, { force: true });
      throw error;
    }
  }

  read(id: string): ReturnType<typeof createReadStream> {
    return createReadStream(this.#path(id, TEXT));
  }

  /** @returns false when there was none. */
  async remove(id: string): Promise<boolean> {
    const isThere = (await this.#read(id)) !== undefined;
    // What a process that was killed had not finished is left of neither.
    for (const ending of [ABOUT, TEXT, `${TEXT}.tmp`]) {
      await rm(this.#path(id, ending), { force: true });
    }
    return isThere;
  }

  /** All that have not expired; those that have are removed. */
  async list(): Promise<AboutExport[]> {
    const names = await readdir(this.folder);
    const ids = names.flatMap((name) => (name.endsWith(ABOUT) ? name.slice(0, -ABOUT.length) : []));
    const found = await Promise.all(ids.map((id) => this.find(id)));
    return found.filter((about) => about !== undefined);
  }

  async #read(id: string): Promise<AboutExport | undefined> {
    try {
      return aboutSchema.parse(JSON.parse(await readFile(this.#path(id, ABOUT), 'utf8')));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    }
  }

  #path(id: string, ending: string): string {
    return path.join(this.folder, `${id}${ending}`);
  }
}
