import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { readWav, Resampler, writeWav } from '@vox/audio';

const FOLDER = join(__dirname, '..', 'fixtures', 'audio');

/** A recorded sentence; source and licence are in the folder's README. */
export type Recording = {
  readonly file: string;
  readonly text: string;
  readonly durationMs: number;
};

export const recordings = JSON.parse(
  readFileSync(join(FOLDER, 'manifest.json'), 'utf8'),
) as readonly Recording[];

export function recordingNamed(file: string): Recording {
  const found = recordings.find((recording) => recording.file === file);
  if (found === undefined) throw new Error(`${file} is not in the manifest`);
  return found;
}

export function recordingPath(file: string): string {
  return join(FOLDER, file);
}

/** Samples of a recording at `sampleRateHz`, mono. */
export function recordedPcm(file: string, sampleRateHz: number): Int16Array {
  const wav = readWav(readFileSync(join(FOLDER, file)));
  return new Resampler(wav.sampleRateHz, sampleRateHz).push(wav.pcm);
}

/** One after another: samples, or a number of ms of silence. */
export function joinAudio(
  sampleRateHz: number,
  ...parts: readonly (Int16Array | number)[]
): Int16Array {
  const pieces = parts.map((part) =>
    typeof part === 'number' ? new Int16Array((sampleRateHz * part) / 1000) : part,
  );
  const joined = new Int16Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    joined.set(piece, at);
    at += piece.length;
  }
  return joined;
}

export function recordedWav(file: string, sampleRateHz = 48_000): Uint8Array {
  return writeWav(recordedPcm(file, sampleRateHz), sampleRateHz);
}
