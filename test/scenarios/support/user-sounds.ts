import { Random } from '../../eval/random';
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
