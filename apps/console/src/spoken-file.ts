import { readFile } from 'node:fs/promises';

import { Framer, levelDb, readWav, Resampler } from '@vox/audio';
import { type AudioFrame, FRAME_MS, InvalidInputError, type SampleRateHz } from '@vox/voice-core';

/** Below this a frame of a recording is room, not voice. */
const LOUD_DB = -40;

/** One file, ready to be spoken. */
export type SpokenFile = {
  readonly path: string;
  readonly frames: readonly AudioFrame[];
  /** Index of the last frame with speech in it: the user's last sound. */
  readonly lastLoudFrame: number;
};

/**
 * Reads a WAV as 20 ms frames at `sampleRateHz`.
 * @throws InvalidInputError when it is no WAV, or silent.
 */
export async function readSpokenFile(
  path: string,
  sampleRateHz: SampleRateHz,
): Promise<SpokenFile> {
  const bytes = await readFile(path).catch((error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error);
    throw new InvalidInputError(path, `cannot be read: ${reason}`);
  });
  const wav = wavOf(path, bytes);
  const resampler = new Resampler(wav.sampleRateHz, sampleRateHz);
  const framer = new Framer(sampleRateHz);
  const frames = framer.push(resampler.push(wav.pcm));
  // One more frame of silence pushes the end of the speech out of the resampler.
  frames.push(...framer.push(resampler.push(new Int16Array(tailSamples(wav.sampleRateHz)))));
  const lastLoudFrame = frames.findLastIndex((frame) => levelDb(frame.pcm) > LOUD_DB);
  if (lastLoudFrame < 0) throw new InvalidInputError(path, 'has no speech in it, only silence');
  return { path, frames, lastLoudFrame };
}

function wavOf(path: string, bytes: Uint8Array) {
  try {
    return readWav(bytes);
  } catch (error) {
    if (!(error instanceof InvalidInputError)) throw error;
    throw new InvalidInputError(path, error.message);
  }
}

function tailSamples(sampleRateHz: number): number {
  return Math.ceil((sampleRateHz * 2 * FRAME_MS) / 1000);
}

/** Samples of all `frames` in one piece. */
export function joinFrames(frames: readonly Int16Array[]): Int16Array {
  const pcm = new Int16Array(frames.reduce((total, frame) => total + frame.length, 0));
  let filled = 0;
  for (const frame of frames) {
    pcm.set(frame, filled);
    filled += frame.length;
  }
  return pcm;
}
