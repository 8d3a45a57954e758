import { levelDb } from '@vox/audio';
import type { MemorySink } from '@vox/testing';
import { FRAME_MS } from '@vox/voice-core';

import { atLevel, SAMPLE_RATE_HZ, samplesIn } from '../../eval/audio-tools';
import { babble, music, noise, typing } from '../../eval/noises';
import { Random } from '../../eval/random';
import { speechOf } from '../../eval/recorded';
import type { BackgroundSound } from './steps';

/** A background goes round and round; long enough that nobody notices. */
const BACKGROUND_MS = 20_000;

const FRAME_SAMPLES = samplesIn(FRAME_MS);

/** How loud the recorded speaker is; all recordings are of the same session. */
const SPEECH_DB = levelDb(speechOf('please-try-call-later.wav'));

/** The way straight to the microphone, and off a table, a wall and the ceiling. */
const PATHS = [
  { laterMs: 0, gain: 1 },
  { laterMs: 7, gain: 0.45 },
  { laterMs: 19, gain: 0.3 },
  { laterMs: 43, gain: 0.15 },
] as const;
const PATHS_GAIN = Math.hypot(...PATHS.map(({ gain }) => gain));

const BACKGROUNDS: Readonly<Record<BackgroundSound, (random: Random) => Int16Array>> = {
  fan: (random) => noise(BACKGROUND_MS, random),
  music: (random) => music(BACKGROUND_MS, random),
  typing: (random) => typing(BACKGROUND_MS, random),
  babble: (random) => babble(BACKGROUND_MS, random),
};

/** The user's room: what their microphone picks up besides them. */
export class UserSide {
  #background: Int16Array | undefined;
  #backgroundAt = 0;
  #echo: { readonly gain: number; readonly delayMs: number } | undefined;
  /** What the loudspeaker has played, by sample since the beginning. */
  #played = new Int16Array(60 * SAMPLE_RATE_HZ);
  #playedEnd = 0;
  #framesTaken = 0;

  constructor(
    private readonly loudspeaker: MemorySink,
    private readonly seed: string,
  ) {}

  addBackground(sound: BackgroundSound, db: number): void {
    const made = BACKGROUNDS[sound](new Random(`${this.seed} ${sound}`));
    this.#background = atLevel(made, SPEECH_DB + db);
  }

  addEcho(db: number, delayMs: number): void {
    this.#echo = { gain: 10 ** (db / 20) / PATHS_GAIN, delayMs };
  }

  /** What the microphone picks up from `fromMs` on, while the user makes `sound` (20 ms, or nothing). */
  pickUp(sound: Int16Array | undefined, fromMs: number): Int16Array {
    this.#takePlayed();
    if (this.#background === undefined && this.#echo === undefined) {
      return sound ?? new Int16Array(FRAME_SAMPLES);
    }
    const pcm = new Int16Array(FRAME_SAMPLES);
    for (let at = 0; at < pcm.length; at++) {
      const level = (sound?.[at] ?? 0) + this.#backgroundSample() + this.#echoAt(fromMs, at);
      pcm[at] = Math.max(-32_768, Math.min(32_767, Math.round(level)));
    }
    return pcm;
  }

  #backgroundSample(): number {
    const background = this.#background;
    if (background === undefined) return 0;
    return background[this.#backgroundAt++ % background.length] ?? 0;
  }

  #echoAt(fromMs: number, at: number): number {
    const echo = this.#echo;
    if (echo === undefined) return 0;
    let sum = 0;
    for (const { laterMs, gain } of PATHS) {
      const sample = this.#played[samplesIn(fromMs - echo.delayMs - laterMs) + at] ?? 0;
      sum += sample * gain;
    }
    return sum * echo.gain;
  }

  #takePlayed(): void {
    const { frames } = this.loudspeaker;
    for (; this.#framesTaken < frames.length; this.#framesTaken++) {
      const written = frames[this.#framesTaken];
      if (written === undefined) return;
      // Frames that share a moment are heard one after another.
      const start = Math.max(samplesIn(written.atMs), this.#playedEnd);
      this.#playedEnd = start + written.frame.pcm.length;
      this.#makeRoom(this.#playedEnd);
      this.#played.set(written.frame.pcm, start);
    }
  }

  #makeRoom(samples: number): void {
    if (samples <= this.#played.length) return;
    const longer = new Int16Array(samples * 2);
    longer.set(this.#played);
    this.#played = longer;
  }
}
