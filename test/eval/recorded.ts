import { recordedPcm } from '../support/recordings';
import { cut, faded, SAMPLE_RATE_HZ, speechSpan } from './audio-tools';

const whole = new Map<string, Int16Array>();
const spoken = new Map<string, Int16Array>();

/** All samples of a recording, read once. Not to be written to. */
export function recorded(file: string): Int16Array {
  const known = whole.get(file);
  if (known !== undefined) return known;
  const pcm = recordedPcm(file, SAMPLE_RATE_HZ);
  whole.set(file, pcm);
  return pcm;
}

/** The spoken part of a recording, from its first sound to its last. Not to be written to. */
export function speechOf(file: string): Int16Array {
  const known = spoken.get(file);
  if (known !== undefined) return known;
  const pcm = recorded(file);
  const { startMs, endMs } = speechSpan(pcm);
  const speech = faded(cut(pcm, startMs, endMs));
  spoken.set(file, speech);
  return speech;
}
