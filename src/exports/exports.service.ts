import { randomUUID } from 'node:crypto';
import type { Readable } from 'node:stream';

import { Injectable, Logger, NotFoundException } from '@nestjs/common';
import { errorCode, type Person } from '@vox/database';
import { JobQueue } from '@vox/jobs';
import { Clock } from '@vox/voice-core';

import { type Deletion, Forgetting, type Forgotten } from '../conversation';
import { badField } from '../http';
import { type Identity, isAdmin, peopleCalled, SessionAccess } from '../identity';
import type { CreateExport, ExportJson } from './export.schema';
import { type AboutExport, ExportFiles } from './export-files';
import type { ExportScope } from './export-source';
import { ExportTexts } from './export-texts';

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
    private readonly texts: ExportTexts,
    private readonly queue: JobQueue,
    private readonly forgetting: Forgetting,
    private readonly clock: Clock,
    private readonly access: SessionAccess,
  ) {}

  start(): void {
    this.#unlisten = this.forgetting.listen((deletion) => this.#forget(deletion));
    this.#sweeping = setInterval(() => void this.#sweep(), SWEEP_INTERVAL_MS).unref();
    void this.#sweep();
  }

  stop(): void {
    clearInterval(this.#sweeping);
    this.#unlisten?.();
  }

  /**
   * Of sessions that `caller` may know of. Rejects when the queue cannot be reached; then nothing is left of it.
   * @throws BadRequestException `group_id` for a group that they are no member of, as for one that is not there.
   */
  async create(caller: Identity, request: CreateExport): Promise<ExportJson> {
    const { session_id, user_id, group_id, format } = request;
    if (group_id !== undefined && !(await this.access.mayShareWith(caller, group_id))) {
      throw badField('group_id', 'there is no such group');
    }
    if (format === 'everything' && user_id !== undefined) {
      return this.createOf(caller, peopleCalled(caller, [user_id]));
    }
    const groupId = group_id ?? (await this.#groupOfOthers(caller, session_id));
    return this.#create(format, {
      ...(isAdmin(caller) ? {} : { ownerId: caller.ownerId }),
      ...(groupId === undefined ? {} : { groupId }),
      ...(session_id === undefined ? {} : { sessionId: session_id }),
      ...(user_id === undefined ? {} : { userId: user_id }),
    });
  }

  /** By which group `caller` knows of a session that is somebody else's. */
  async #groupOfOthers(caller: Identity, id: string | undefined): Promise<string | undefined> {
    if (id === undefined || isAdmin(caller)) return undefined;
    const found = await this.access.find(caller, id, 'know');
    return found?.ownerId === caller.ownerId ? undefined : (found?.groupId ?? undefined);
  }

  /** Everything that is somebody's, for `caller`, who may have it. Rejects as `create`. */
  createOf(caller: Identity, person: Person): Promise<ExportJson> {
    const owner = isAdmin(caller) ? {} : { ownerId: caller.ownerId };
    return this.#create('everything', { ...owner, person });
  }

  async #create(format: AboutExport['format'], scope: ExportScope): Promise<ExportJson> {
    const about = { id: randomUUID(), createdAtMs: this.clock.wallMs(), format, scope };
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
    if (!(await this.texts.areThere(about))) {
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
    if (isAdmin(caller)) return about;
    const { ownerId, groupId } = about.scope;
    if (ownerId !== caller.ownerId) throw exportNotFound();
    // Who has left the group meanwhile knows of its sessions no more.
    const isIn = groupId === undefined || (await this.access.mayShareWith(caller, groupId));
    if (!isIn) throw exportNotFound();
    return about;
  }

  /** Those that are being written are looked at when they are whole (`ExportHandler`). */
  async #forget({ sessionIds, person }: Deletion): Promise<Forgotten> {
    const gone = new Set(sessionIds);
    let export_files = 0;
    try {
      for (const { id, scope, contents } of await this.files.list()) {
        const isOf = contents?.sessionIds.some((sessionId) => gone.has(sessionId)) ?? false;
        if (!isOf && (person === undefined || !isAbout(scope, person))) continue;
        export_files += (await this.files.remove(id)) ? 1 : 0;
      }
      return { counts: { export_files }, isComplete: true };
    } catch (error) {
      this.#logger.warn({ code: errorCode(error) }, 'Exports of deleted words are removed later');
      return { counts: { export_files }, isComplete: false };
    }
  }

  async #sweep(): Promise<void> {
    try {
      for (const about of await this.files.list()) {
        if (!(await this.texts.areThere(about))) await this.files.remove(about.id);
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

/** Also one in which there is nothing yet: what it is about says who they are. */
function isAbout({ ownerId, userId, person: asked }: ExportScope, person: Person): boolean {
  if (person.userId !== undefined && [ownerId, asked?.userId].includes(person.userId)) return true;
  const isOthers = ![ownerId, person.ownerId].includes(undefined) && ownerId !== person.ownerId;
  if (isOthers) return false;
  const names = [...(userId === undefined ? [] : [userId]), ...(asked?.names ?? [])];
  return (
    names.some((name) => person.names.includes(name)) ||
    (asked?.discordUserIds.some((id) => person.discordUserIds.includes(id)) ?? false)
  );
}
