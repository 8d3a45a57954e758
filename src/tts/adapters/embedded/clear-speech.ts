import { highShelf } from './high-shelf';
import { limitPeaks } from './limiter';

/** Above this lie the consonants that tell words apart, which small synthetic voices have too little of. */
const SHELF_HZ = 2500;

/** Room for what a resampler or a lossy codec adds to a peak. */
const CEILING = 0.9;

/**
 * A whole sentence, brighter and louder by `shelfDb` and `gainDb`, without clipping.
 *
 * Plain loops: it runs where all voices are played, and a callback for each sample takes ten times as long.
 */
export function clearSpeech(
  pcm: Int16Array,
  sampleRateHz: number,
  { shelfDb, gainDb }: { shelfDb: number; gainDb: number },
): Int16Array {
  const gain = 10 ** (gainDb / 20) / 32_768;
  const samples = new Float32Array(pcm.length);
  for (let at = 0; at < pcm.length; at++) samples[at] = (pcm[at] as number) * gain;
  if (shelfDb !== 0) highShelf(samples, sampleRateHz, { hertz: SHELF_HZ, gainDb: shelfDb });
  limitPeaks(samples, sampleRateHz, CEILING);
  const cleared = new Int16Array(samples.length);
  for (let at = 0; at < samples.length; at++) {
    cleared[at] = Math.round((samples[at] as number) * 32_767);
  }
  return cleared;
}
