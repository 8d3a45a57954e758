import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { Framer, readWav, silence } from '@vox/audio';
import type { AudioFrame } from '@vox/voice-core';

import manifest from '../../fixtures/audio/manifest.json';

export type Recording = {
  readonly file: string;
  readonly text: string;
  readonly durationMs: number;
};

const FOLDER = join(__dirname, '../../fixtures/audio');

/** Recorded sentences of one speaker; see the README beside them. */
export const recordings: readonly Recording[] = manifest;

/** The recording as 20 ms frames of 16 kHz. */
export function framesOf(file: string): AudioFrame[] {
  const framer = new Framer(16_000);
  const frames = framer.push(readWav(readFileSync(join(FOLDER, file))).pcm);
  const last = framer.flush();
  return last === undefined ? frames : [...frames, last];
}

/** A pause of `ms`. */
export function pauseOf(ms: number): AudioFrame[] {
  return Array.from({ length: ms / 20 }, () => silence(16_000));
}
