import { type AudioFrame, frameSamples, type SampleRateHz } from '@vox/voice-core';

/** The level given for digital silence, where a logarithm has no value. */
const FLOOR_DB = -100;

/** Root mean square of mono samples, 0 (silence) to 1 (a full-scale square wave); of those from `from` on. */
export function rms(pcm: Int16Array, from = 0): number {
  if (pcm.length <= from) return 0;
  let sum = 0;
  for (let at = from; at < pcm.length; at++) sum += (pcm[at] as number) ** 2;
  return Math.sqrt(sum / (pcm.length - from)) / 32_768;
}

/** Level in dB relative to full scale: 0 at most, -100 for silence. Speech is about -30. Of the samples from `from` on. */
export function levelDb(pcm: Int16Array, from = 0): number {
  const level = rms(pcm, from);
  return level === 0 ? FLOOR_DB : Math.max(FLOOR_DB, 20 * Math.log10(level));
}

/** One frame of digital silence, fresh on each call. */
export function silence(sampleRateHz: SampleRateHz): AudioFrame {
  return { pcm: new Int16Array(frameSamples(sampleRateHz)), sampleRateHz };
}
