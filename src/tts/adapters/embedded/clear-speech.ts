import { highShelf } from './high-shelf';
import { limitPeaks } from './limiter';

/** Above this lie the consonants that tell words apart, which small synthetic voices have too little of. */
const SHELF_HZ = 2500;

/** Room for what a resampler or a lossy codec adds to a peak. */
const CEILING = 0.9;

/** A whole sentence, brighter and louder by `shelfDb` and `gainDb`, without clipping. */
export function clearSpeech(
  pcm: Int16Array,
  sampleRateHz: number,
  { shelfDb, gainDb }: { shelfDb: number; gainDb: number },
): Int16Array {
  const gain = 10 ** (gainDb / 20) / 32_768;
  const samples = Float32Array.from(pcm, (sample) => sample * gain);
  if (shelfDb !== 0) highShelf(samples, sampleRateHz, { hertz: SHELF_HZ, gainDb: shelfDb });
  limitPeaks(samples, sampleRateHz, CEILING);
  return Int16Array.from(samples, (sample) => Math.round(sample * 32_767));
}
