/** Before a peak the gain sinks within a few of these, so that it is not heard as a click. */
const ATTACK_MS = 1;
/** After a peak it comes back slower than a vowel's own pitch. */
const RELEASE_MS = 40;

/**
 * Lowers peaks to `ceiling` and leaves everything else as it is. It sees the whole sentence, so the gain is down before
 * the peak comes, and adds no delay.
 *
 * @param samples −1…1 and above; changed in place.
 * @param ceiling 0…1; no sample is above it afterwards.
 */
export function limitPeaks(samples: Float32Array, sampleRateHz: number, ceiling: number): void {
  const gains = new Float32Array(samples.length);
  const release = keptPerSample(RELEASE_MS, sampleRateHz);
  let gain = 1;
  for (let at = 0; at < samples.length; at++) {
    const wanted = Math.min(1, ceiling / Math.abs(samples[at] as number));
    gain = Math.min(wanted, 1 - (1 - gain) * release);
    gains[at] = gain;
  }
  // Backwards: what comes back after a peak on this way sinks before it.
  const attack = keptPerSample(ATTACK_MS, sampleRateHz);
  gain = 1;
  for (let at = samples.length - 1; at >= 0; at--) {
    gain = Math.min(gains[at] as number, 1 - (1 - gain) * attack);
    samples[at] = (samples[at] as number) * gain;
  }
}

/** The share of a dip that is still left after one more sample. */
function keptPerSample(ms: number, sampleRateHz: number): number {
  return Math.exp(-1000 / (ms * sampleRateHz));
}
