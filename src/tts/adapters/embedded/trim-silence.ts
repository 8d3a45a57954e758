import { rms } from '@vox/audio';

/** Levels are compared in steps of this many ms. */
const STEP_MS = 10;

/** A step this loud, relative to the loudest one, is sound (-34 dB): soft consonants are above it. */
const SOUND_RATIO = 0.02;

/** Cuts the silence around `pcm` down to at most `leadMs` before and `tailMs` after the sound. */
export function trimSilence(
  pcm: Int16Array,
  sampleRateHz: number,
  { leadMs, tailMs }: { leadMs: number; tailMs: number },
): Int16Array {
  const step = (sampleRateHz * STEP_MS) / 1000;
  const levels = Array.from({ length: Math.ceil(pcm.length / step) }, (_, index) =>
    rms(pcm.subarray(index * step, (index + 1) * step)),
  );
  const loudest = levels.reduce((most, level) => Math.max(most, level), 0);
  const isSound = (level: number) => level > loudest * SOUND_RATIO;
  const first = levels.findIndex(isSound);
  if (first === -1) return new Int16Array(0);
  const start = first * step - (leadMs * sampleRateHz) / 1000;
  const end = (levels.findLastIndex(isSound) + 1) * step + (tailMs * sampleRateHz) / 1000;
  return pcm.slice(Math.max(0, start), Math.min(pcm.length, end));
}
