import { Injectable, Logger } from '@nestjs/common';
import { errorCode, type RecordingEntity } from '@vox/database';
import { Clock } from '@vox/voice-core';

import { Recorder } from './recorder';
import { RecordingFiles } from './recording-files';
import { RecordingMoves } from './recording-moves';
import { RecordingRows } from './recording-rows';
import { wholeExtent } from './storage/cut-recording';
import { idIn, nameOf, type RecordingPlace } from './storage/recording-place.port';

/** A recording that goes on is heard of every 5 s. */
const SILENT_MS = 60_000;

const EVERY_MS = 60_000;

/** How often all files are held against the rows; at the start, and after what could not be deleted, too. */
const SWEEP_EVERY_MS = 3_600_000;

/** Names that the database is asked about at once. */
const CHUNK = 500;

/**
 * Brings in order what a crash or an outage has left: finishes what nobody writes any more, moves what waits for the storage,
 * and deletes files that no row knows.
 */
@Injectable()
export class RecordingUpkeep {
  readonly #logger = new Logger('Recordings');
  #timer: NodeJS.Timeout | undefined;
  #sweptAtMs = -Infinity;
  #isMoving = false;

  constructor(
    private readonly files: RecordingFiles,
    private readonly rows: RecordingRows,
    private readonly recorder: Recorder,
    private readonly moves: RecordingMoves,
    private readonly clock: Clock,
  ) {}

  start(): void {
    this.#timer = setInterval(() => void this.run(), EVERY_MS).unref();
    void this.run();
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  /** Something that should be gone could not be deleted: looked for with the next run. */
  sweepSoon(): void {
    this.#sweptAtMs = -Infinity;
  }

  /** Never rejects: what cannot be done now is done with the next run. */
  async run(): Promise<void> {
    const nowMs = this.clock.nowMs();
    try {
      for (const id of await this.rows.sessionsOfWithdrawn()) await this.forget(id);
      await this.#finishAbandoned();
      if (nowMs - this.#sweptAtMs >= SWEEP_EVERY_MS) {
        await this.sweep();
        this.#sweptAtMs = nowMs;
      }
      await this.#moveWaiting();
    } catch (error) {
      this.#logger.warn({ code: errorCode(error) }, 'Recordings are brought in order later');
    }
  }

  /** Deletes all that was recorded of a session, also what is being recorded. */
  async forget(sessionId: string): Promise<void> {
    await this.recorder.discardOf([sessionId]);
    await this.rows.removeOf(sessionId);
    await this.moves.giveUp((moved) => moved.sessionId === sessionId);
    // A place that is away is looked through once it is back.
    this.sweepSoon();
    await this.sweep(sessionId);
  }

  /**
   * Deletes files without a row, of one session or of all. @returns how many.
   * Rejects when a place cannot be reached.
   */
  async sweep(sessionId?: string): Promise<number> {
    const { disk, s3 } = this.files.places;
    const onDisk = await this.#sweep(disk, 'disk', sessionId);
    return s3 === undefined ? onDisk : onDisk + (await this.#sweep(s3, 's3', sessionId));
  }

  async #sweep(
    place: RecordingPlace,
    kind: RecordingEntity['place'],
    sessionId: string | undefined,
  ): Promise<number> {
    let count = 0;
    let names: string[] = [];
    const check = async () => {
      const ids = names.map((name) => idIn(name) ?? '');
      const known = new Map((await this.rows.among(ids)).map((row) => [row.id, row]));
      for (const name of names) {
        const id = idIn(name) ?? '';
        if (this.recorder.isRunning(id) || isNeeded(known.get(id), kind)) continue;
        await place.remove(name);
        count += 1;
      }
      names = [];
    };
    for await (const name of place.list(sessionId)) {
      names.push(name);
      if (names.length === CHUNK) await check();
    }
    await check();
    return count;
  }

  async #finishAbandoned(): Promise<void> {
    const { disk } = this.files.places;
    const before = new Date(this.clock.wallMs() - SILENT_MS);
    for (const row of await this.rows.onDisk('recording', before)) {
      const name = nameOf(row.sessionId, row.id);
      const size = this.recorder.isRunning(row.id) ? undefined : await disk.sizeOf(name);
      // Another server’s, or of this one, which writes it.
      if (size === undefined) continue;
      const seal = await this.files.sealOf(row);
      const whole = await wholeExtent(disk, seal, size);
      await disk.cut(name, whole.sealedBytes);
      const durationMs = whole.durationMs ?? row.durationMs;
      await this.rows.finish(row.id, { bytes: whole.bytes, durationMs });
      this.#logger.log({ id: row.id, durationMs }, 'A recording that was cut short is kept');
    }
  }

  /** One after another, however long the line takes for one: the next run leaves it to this one. */
  async #moveWaiting(): Promise<void> {
    const { disk, s3 } = this.files.places;
    if (s3 === undefined || this.#isMoving) return;
    this.#isMoving = true;
    try {
      for (const row of await this.rows.onDisk('complete', new Date(this.clock.wallMs()))) {
        const isHere = (await disk.sizeOf(nameOf(row.sessionId, row.id))) !== undefined;
        if (!isHere || this.recorder.isRunning(row.id)) continue;
        if (!(await this.moves.move(row))) return;
      }
    } finally {
      this.#isMoving = false;
    }
  }
}

/** On its way from the disk to the storage it is in both. */
function isNeeded(row: RecordingEntity | undefined, kind: RecordingEntity['place']): boolean {
  return row !== undefined && (kind === 's3' || row.place === 'disk');
}
