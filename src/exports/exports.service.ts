import { randomUUID } from 'node:crypto';
import type { Readable } from 'node:stream';

import { Injectable, Logger, NotFoundException } from '@nestjs/common';
import { errorCode } from '@vox/database';
import { JobQueue } from '@vox/jobs';
import { Clock } from '@vox/voice-core';

import { Forgetting } from '../conversation';
import { type Identity, isAdmin } from '../identity';
import type { CreateExport, ExportJson } from './export.schema';
import { type AboutExport, ExportFiles } from './export-files';
import { ExportSource } from './export-source';

const SWEEP_INTERVAL_MS = 3_600_000;

/**
 * Files with what was said, made in the background and fetched within a day.
 *
 * What is deleted is gone from them, too: each deletion removes the files that hold something of it, and before a file is
 * given out the database is asked whether all of it is still there.
 */
@Injectable()
export class ExportsService {
  readonly #logger = new Logger('Exports');
  #sweeping: NodeJS.Timeout | undefined;
  #unlisten: (() => void) | undefined;

  constructor(
    private readonly files: ExportFiles,
    private readonly source: ExportSource,
    private readonly queue: JobQueue,
    private readonly forgetting: Forgetting,
    private readonly clock: Clock,
  ) {}

  start(): void {
    this.#unlisten = this.forgetting.listen((sessionIds) => this.#forget(new Set(sessionIds)));
    this.#sweeping = setInterval(() => void this.#sweep(), SWEEP_INTERVAL_MS).unref();
    void this.#sweep();
  }

  stop(): void {
    clearInterval(this.#sweeping);
    this.#unlisten?.();
  }

  /** Of sessions that `caller` may know of. Rejects when the queue cannot be reached; then nothing is left of it. */
  async create(
    caller: Identity,
    { session_id, user_id, format }: CreateExport,
  ): Promise<ExportJson> {
    const about = {
      id: randomUUID(),
      createdAtMs: this.clock.wallMs(),
      format,
      scope: {
        ...(isAdmin(caller) ? {} : { ownerId: caller.ownerId }),
        ...(session_id === undefined ? {} : { sessionId: session_id }),
        ...(user_id === undefined ? {} : { userId: user_id }),
      },
    };
    await this.files.add(about);
    try {
      const options = { jobId: jobIdOf(about.id) };
      await this.queue.add('conversation.export', { exportId: about.id }, options);
    } catch (error) {
      await this.files.remove(about.id);
      throw error;
    }
    return this.#toJson(about);
  }

  /** @throws NotFoundException when there is none (any more), or none of theirs. */
  async get(
    caller: Identity,
    id: string,
  ): Promise<{ about: AboutExport; json: ExportJson; text?: Readable }> {
    const about = await this.#find(caller, id);
    if (about.contents === undefined) return { about, json: this.#toJson(about) };
    if (!(await this.source.isThere(about.contents))) {
      await this.files.remove(id);
      throw exportNotFound();
    }
    return { about, json: this.#toJson(about), text: this.files.read(id) };
  }

  /** @throws NotFoundException */
  async remove(caller: Identity, id: string): Promise<void> {
    await this.#find(caller, id);
    if (!(await this.files.remove(id))) throw exportNotFound();
    // What waits would find nothing to do, again and again.
    await this.queue.discard('conversation.export', jobIdOf(id)).catch(() => undefined);
  }

  async #find(caller: Identity, id: string): Promise<AboutExport> {
    const about = await this.files.find(id);
    if (about === undefined) throw exportNotFound();
    if (!isAdmin(caller) && about.scope.ownerId !== caller.ownerId) throw exportNotFound();
    return about;
  }

  /** Those that are being written hold what there was when they were begun. */
  async #forget(sessionIds: ReadonlySet<string>): Promise<void> {
    try {
      for (const { id, contents } of await this.files.list()) {
        const isOf = contents?.sessionIds.some((sessionId) => sessionIds.has(sessionId)) ?? false;
        if (isOf) await this.files.remove(id);
      }
    } catch (error) {
      this.#logger.warn({ code: errorCode(error) }, 'Exports of deleted words are removed later');
    }
  }

  async #sweep(): Promise<void> {
    try {
      for (const { id, contents } of await this.files.list()) {
        if (contents !== undefined && !(await this.source.isThere(contents))) {
          await this.files.remove(id);
        }
      }
    } catch (error) {
      this.#logger.warn({ code: errorCode(error) }, 'Old exports are removed later');
    }
  }

  #toJson(about: AboutExport): ExportJson {
    return {
      id: about.id,
      state: about.contents === undefined ? 'pending' : 'ready',
      format: about.format,
      expires_at: new Date(this.files.expiresAtMs(about)).toISOString(),
    };
  }
}

function jobIdOf(exportId: string): string {
  return `export-${exportId}`;
}

function exportNotFound(): NotFoundException {
  return new NotFoundException('There is no such export, or it has expired');
}
