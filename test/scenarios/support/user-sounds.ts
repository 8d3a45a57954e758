import { cut, durationMs, faded } from '../../eval/audio-tools';
import { Random } from '../../eval/random';
import { speechOf } from '../../eval/recorded';
import { cough, laugh, mhm, mm, uhHuh } from '../../eval/voiced-sounds';
import type { UserSound } from './steps';

const SOUNDS: Readonly<Record<UserSound, (random: Random) => Int16Array>> = {
  mhm,
  mm,
  'uh-huh': uhHuh,
  cough,
  laugh,
};

/** A sound made by the user; the same for the same `seed`. */
export function soundOf(sound: UserSound, seed: string): Int16Array {
  return SOUNDS[sound](new Random(seed));
}

/** The speech in a recording, from its first sound to its last, or the part between two instants of it. */
export function partOf(file: string, fromMs: number, toMs: number): Int16Array {
  const speech = speechOf(file);
  if (fromMs === 0 && toMs >= durationMs(speech)) return speech;
  return faded(cut(speech, fromMs, Math.min(toMs, durationMs(speech))), 10);
}
