import { levelDb } from '@vox/audio';
import type { AudioFrame } from '@vox/voice-core';

/** The level of digital silence. */
const SILENCE_DB = -100;

/** How loud a voice is where it is loudest, in dB re full scale. */
export class Loudness {
  #newestDb = SILENCE_DB;
  #peakDb = SILENCE_DB;
  #sustainedDb = SILENCE_DB;

  static of(frames: readonly AudioFrame[]): Loudness {
    const loudness = new Loudness();
    for (const { pcm } of frames) loudness.follow(levelDb(pcm));
    return loudness;
  }

  /** The loudest 20 ms. */
  get peakDb(): number {
    return this.#peakDb;
  }

  /** The loudest that it stayed for 40 ms: every vowel lasts so long, a knock on the desk does not. */
  get sustainedDb(): number {
    return this.#sustainedDb;
  }

  /** Takes the level of the next 20 ms. */
  follow(db: number): void {
    this.#peakDb = Math.max(this.#peakDb, db);
    this.#sustainedDb = Math.max(this.#sustainedDb, Math.min(this.#newestDb, db));
    this.#newestDb = db;
  }
}
