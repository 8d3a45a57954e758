import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { OPUS_CLOCK_HZ, writeWav } from '@vox/audio';
import type { PlacedSound } from '@vox/stand-ins';

const SAMPLES_PER_MS = OPUS_CLOCK_HZ / 1000;
const TAIL_MS = 500;
const LOUDEST = 32_767;

/** Sounds of several tracks, each at its moment. All tracks begin at the same instant, `startedAtMs`. */
export class Tape {
  readonly #tracks = new Map<string, PlacedSound[]>();

  /** `startedAtMs`: of `performance.now()`, as all times here. What sounded before that is left out. */
  constructor(private readonly startedAtMs: number) {}

  add(track: string, ...sounds: readonly PlacedSound[]): void {
    this.#tracks.set(track, [...(this.#tracks.get(track) ?? []), ...sounds]);
  }

  /** Mono samples of 48 kHz of one track, or of all of them together. */
  pcm(track?: string): Int16Array {
    const mixed = new Int32Array(this.#samples);
    for (const { atMs, pcm } of this.#sounds(track)) {
      const from = Math.round((atMs - this.startedAtMs) * SAMPLES_PER_MS);
      for (let at = Math.max(0, -from); at < pcm.length; at++) {
        mixed[from + at] = (mixed[from + at] ?? 0) + (pcm[at] ?? 0);
      }
    }
    return Int16Array.from(mixed, (sample) => Math.max(-LOUDEST, Math.min(LOUDEST, sample)));
  }

  /** Writes a WAV file for each track and `mix.wav`, all equally long. @returns their paths. */
  async write(folder: string): Promise<string[]> {
    await mkdir(folder, { recursive: true });
    const files: [string, string | undefined][] = [...this.#tracks.keys()].map((track) => [
      `${track.toLowerCase()}.wav`,
      track,
    ]);
    const paths: string[] = [];
    for (const [name, track] of [...files, ['mix.wav', undefined] as const]) {
      const path = join(folder, name);
      await writeFile(path, writeWav(this.pcm(track), OPUS_CLOCK_HZ));
      paths.push(path);
    }
    return paths;
  }

  get #samples(): number {
    const endMs = this.#sounds().reduce(
      (latest, { atMs, pcm }) => Math.max(latest, atMs + pcm.length / SAMPLES_PER_MS),
      this.startedAtMs,
    );
    return Math.ceil((endMs + TAIL_MS - this.startedAtMs) * SAMPLES_PER_MS);
  }

  #sounds(track?: string): PlacedSound[] {
    return track === undefined
      ? [...this.#tracks.values()].flat()
      : (this.#tracks.get(track) ?? []);
  }
}
