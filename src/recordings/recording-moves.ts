import { Injectable, Logger } from '@nestjs/common';
import { errorCode } from '@vox/database';
import { answerWithin, Clock } from '@vox/voice-core';

import { RecordingFiles } from './recording-files';
import { RecordingRows } from './recording-rows';
import { nameOf } from './storage/recording-place.port';

/** What is under way when the server ends may come to its end: most take less, and a server may not come back to its disk. */
const LAST_MS = 3000;

/** Which recording, and of which session. */
export type Moved = { readonly id: string; readonly sessionId: string };

type Move = Moved & {
  readonly giveUp: AbortController;
  /** Resolves to whether more may be brought there. */
  readonly ended: Promise<boolean>;
};

/**
 * Brings whole recordings from the disk into the storage, where there is one. Nobody waits for it who does not ask to: it takes as
 * long as the line does, and what is whole on the disk is brought there with the next start at the latest.
 */
@Injectable()
export class RecordingMoves {
  readonly #logger = new Logger('Recordings');
  /** Those that are under way, by recording. */
  readonly #moves = new Map<string, Move>();
  #isClosed = false;

  constructor(
    private readonly files: RecordingFiles,
    private readonly rows: RecordingRows,
    private readonly clock: Clock,
  ) {}

  /**
   * Resolves when it is there or was given up. One that is under way is not begun again. Never rejects.
   * @returns false when nothing can be brought there now; it stays where it is.
   */
  move({ id, sessionId }: Moved): Promise<boolean> {
    if (this.#isClosed || this.files.places.s3 === undefined) return Promise.resolve(false);
    const underWay = this.#moves.get(id);
    if (underWay !== undefined) return underWay.ended;
    const giveUp = new AbortController();
    const ended = this.#move({ id, sessionId }, giveUp.signal).finally(() =>
      this.#moves.delete(id),
    );
    this.#moves.set(id, { id, sessionId, giveUp, ended });
    return ended;
  }

  /** Breaks off those under way that `isOver` says; resolves when they have ended. @returns how many there were. */
  async giveUp(isOver: (moved: Moved) => boolean): Promise<number> {
    const over = [...this.#moves.values()].filter(isOver);
    for (const { giveUp } of over) giveUp.abort('superseded');
    await Promise.all(over.map(({ ended }) => ended));
    return over.length;
  }

  /** Begins nothing more; what does not come to its end soon is broken off. */
  async close(): Promise<void> {
    this.#isClosed = true;
    const all = Promise.all([...this.#moves.values()].map(({ ended }) => ended));
    await answerWithin(this.clock, LAST_MS, all);
    await this.giveUp(() => true);
  }

  async #move({ id, sessionId }: Moved, signal: AbortSignal): Promise<boolean> {
    const { disk, s3 } = this.files.places;
    const name = nameOf(sessionId, id);
    try {
      await s3?.put(name, disk.pathOf(name), signal);
      // Deleted meanwhile, it is in neither.
      if (!(await this.rows.moveToS3(id))) await s3?.remove(name);
      await disk.remove(name);
      return true;
    } catch (error) {
      if (signal.aborted) return true;
      this.#logger.warn(
        { id, code: errorCode(error) },
        'A recording is brought to the storage later',
      );
      return false;
    }
  }
}
