import { FRAME_MS } from './audio';

/**
 * How far back the last sound is looked for: in a room with noise detectors let go up to 250 ms after it. More would
 * take a word's soft end for silence.
 */
const LOOK_BACK_FRAMES = 320 / FRAME_MS;

/** What is quiet now, when the detector has just let go, is judged by so much of it. */
const FLOOR_FRAMES = 100 / FRAME_MS;

/** The room's own noise moves by less than this from frame to frame, and the end of a word stands above it. */
const ABOVE_FLOOR_DB = 6;

/**
 * The levels of the last frames, to tell when somebody fell silent. A detector says speech for longer the more noise
 * there is, 130 ms in digital silence and 210 ms in a quiet room; the level falls in the same moment in both.
 */
export class SoundTail {
  readonly #levelsDb: number[] = [];

  /** Takes the level of the next frame, in dB re full scale. */
  push(levelDb: number): void {
    this.#levelsDb.push(levelDb);
    if (this.#levelsDb.length > LOOK_BACK_FRAMES) this.#levelsDb.shift();
  }

  /**
   * How long it has been quiet; `softestDb`: below it nothing is a part of speech. 0 when nothing stands above what is
   * there now: a sound that goes on.
   */
  quietMs(softestDb: number): number {
    const floorDb = Math.min(...this.#levelsDb.slice(-FLOOR_FRAMES));
    const leastDb = Math.max(softestDb, floorDb + ABOVE_FLOOR_DB);
    const last = this.#levelsDb.findLastIndex((levelDb) => levelDb >= leastDb);
    const isSound = last === -1 && Math.max(...this.#levelsDb) >= softestDb;
    return isSound ? 0 : (this.#levelsDb.length - 1 - last) * FRAME_MS;
  }

  clear(): void {
    this.#levelsDb.length = 0;
  }
}
