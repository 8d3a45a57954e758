/** Speech at arm's length peaks near -20 dBFS, and a quiet room sits below -60: the meter spans that. */
const QUIETEST_DB = -60;
const LOUDEST_DB = -12;

/** How loud `samples` (mono, -1 to 1) are to the eye: 0 for silence, 1 for loud speech; even steps in decibels. */
export function levelOf(samples: Float32Array): number {
  let energy = 0;
  for (const sample of samples) energy += sample * sample;
  const rms = Math.sqrt(energy / Math.max(samples.length, 1));
  if (rms === 0) return 0;
  const db = 20 * Math.log10(rms);
  return Math.min(1, Math.max(0, (db - QUIETEST_DB) / (LOUDEST_DB - QUIETEST_DB)));
}

/** How loud a level is, in dBFS; beyond the ends of the meter it is not known. */
export function decibelsOf(level: number): number {
  return QUIETEST_DB + level * (LOUDEST_DB - QUIETEST_DB);
}
