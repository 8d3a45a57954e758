import { samplesIn } from '../../eval/audio-tools';
import { Random } from '../../eval/random';

/** One way from the loudspeaker to the microphone. */
export type Path = { readonly laterSamples: number; readonly gain: number };

/** The way straight to the microphone, and off a table, a wall and the ceiling. */
const EARLY = [
  { laterMs: 0, gain: 1 },
  { laterMs: 7, gain: 0.45 },
  { laterMs: 19, gain: 0.3 },
  { laterMs: 43, gain: 0.15 },
] as const;

/** A furnished living room: sound has lost 60 dB after this long. */
const RT60_MS = 300;

/** Reflections of reflections come this often, in no order (velvet noise), and sum up to a quarter of the direct sound. */
const TAIL_PATHS_PER_MS = 1.5;
const TAIL_FROM_MS = 10;
const TAIL_ENERGY = 0.25;

/** How a room returns the loudspeaker's sound, all paths together as loud as that; the same for the same `seed`. */
export function roomEcho(seed: string): readonly Path[] {
  const random = new Random(`room ${seed}`);
  const tail: Path[] = [];
  for (let ms = TAIL_FROM_MS; ms < RT60_MS; ms += random.between(0, 2 / TAIL_PATHS_PER_MS)) {
    const gain = random.pick([1, -1]) * 10 ** ((-3 * ms) / RT60_MS);
    tail.push({ laterSamples: samplesIn(ms), gain });
  }
  const tailGain = Math.sqrt(TAIL_ENERGY / energyOf(tail));
  const paths = [
    ...EARLY.map(({ laterMs, gain }) => ({ laterSamples: samplesIn(laterMs), gain })),
    ...tail.map(({ laterSamples, gain }) => ({ laterSamples, gain: gain * tailGain })),
  ];
  const whole = Math.sqrt(energyOf(paths));
  return paths.map(({ laterSamples, gain }) => ({ laterSamples, gain: gain / whole }));
}

function energyOf(paths: readonly Path[]): number {
  return paths.reduce((sum, { gain }) => sum + gain ** 2, 0);
}
