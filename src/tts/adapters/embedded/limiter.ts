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
  const wanted = Float32Array.from(samples, (sample) => Math.min(1, ceiling / Math.abs(sample)));
  const gains = recovering(
    recovering(wanted, keptPerSample(RELEASE_MS, sampleRateHz)).reverse(),
    keptPerSample(ATTACK_MS, sampleRateHz),
  ).reverse();
  samples.forEach((sample, index) => (samples[index] = sample * (gains[index] ?? 1)));
}

/** At most what is wanted, and after each dip a return to 1 of which `kept` is still to go after every sample. */
function recovering(wanted: Float32Array, kept: number): Float32Array {
  let gain = 1;
  return wanted.map((most) => (gain = Math.min(most, 1 - (1 - gain) * kept)));
}

function keptPerSample(ms: number, sampleRateHz: number): number {
  return Math.exp(-1000 / (ms * sampleRateHz));
}
