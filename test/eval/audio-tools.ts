import { levelDb } from '@vox/audio';

/** Everything in the evaluation is mono at this rate. */
export const SAMPLE_RATE_HZ = 16_000;

/** Resolution of labels. */
const STEP_MS = 10;

/**
 * Below the loud parts of the recording (95th percentile of 10 ms levels) by this much, speech has ended: the
 * recordings are studio-clean, so what follows is reverberation and breath.
 */
const SPEECH_RANGE_DB = 30;

export type Span = { readonly startMs: number; readonly endMs: number };

export function samplesIn(ms: number): number {
  return Math.round((SAMPLE_RATE_HZ * ms) / 1000);
}

export function durationMs(pcm: Int16Array): number {
  return (pcm.length * 1000) / SAMPLE_RATE_HZ;
}

export function cut(pcm: Int16Array, startMs: number, endMs: number): Int16Array {
  return pcm.slice(Math.max(0, samplesIn(startMs)), samplesIn(endMs));
}

/** A copy with both edges faded over `ms`, so that no cut is a click. */
export function faded(pcm: Int16Array, ms = 5): Int16Array {
  const edge = Math.floor(Math.min(samplesIn(ms), pcm.length / 2));
  const copy = pcm.slice();
  for (let at = 0; at < edge; at++) {
    const gain = (at + 1) / (edge + 1);
    copy[at] = Math.round((copy[at] as number) * gain);
    copy[copy.length - 1 - at] = Math.round((copy[copy.length - 1 - at] as number) * gain);
  }
  return copy;
}

/** Where the first and the last sound of a clean recording are. */
export function speechSpan(pcm: Int16Array): Span {
  const levels = levelsOf(pcm);
  const threshold = speechThresholdDb(levels);
  const isLoud = (level: number) => level > threshold;
  return {
    startMs: levels.findIndex(isLoud) * STEP_MS,
    endMs: (levels.findLastIndex(isLoud) + 1) * STEP_MS,
  };
}

/** All that is quiet around an instant of a clean recording; nothing when it is in the middle of a sound. */
export function quietAround(pcm: Int16Array, atMs: number): Span {
  const levels = levelsOf(pcm);
  const threshold = speechThresholdDb(levels);
  let start = Math.round(atMs / STEP_MS);
  let end = start;
  while ((levels[start - 1] ?? Infinity) <= threshold) start--;
  while ((levels[end] ?? Infinity) <= threshold) end++;
  return { startMs: start * STEP_MS, endMs: end * STEP_MS };
}

/** Adds `bed`, repeated as needed, so that `speech` is `snrDb` louder than it within `span`. */
export function withBed(pcm: Int16Array, span: Span, bed: Int16Array, snrDb: number): Int16Array {
  const speechDb = levelDb(cut(pcm, span.startMs, span.endMs));
  const gain = 10 ** ((speechDb - snrDb - levelDb(bed)) / 20);
  return pcm.map((sample, at) => clipped(sample + gain * (bed[at % bed.length] as number)));
}

/** `pcm` brought to `db` below full scale. */
export function atLevel(pcm: Float32Array | Int16Array, db: number): Int16Array {
  let sum = 0;
  for (const sample of pcm) sum += sample * sample;
  const gain = (32_768 * 10 ** (db / 20)) / Math.sqrt(sum / pcm.length);
  return Int16Array.from(pcm, (sample) => clipped(sample * gain));
}

function clipped(sample: number): number {
  return Math.max(-32_768, Math.min(32_767, Math.round(sample)));
}

function levelsOf(pcm: Int16Array): number[] {
  const step = samplesIn(STEP_MS);
  return Array.from({ length: Math.floor(pcm.length / step) }, (_, index) =>
    levelDb(pcm.subarray(index * step, (index + 1) * step)),
  );
}

function speechThresholdDb(levels: readonly number[]): number {
  const sorted = [...levels].sort((a, b) => a - b);
  return (sorted[Math.floor(sorted.length * 0.95)] ?? 0) - SPEECH_RANGE_DB;
}
