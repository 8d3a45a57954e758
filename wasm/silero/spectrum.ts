import { BIT_REVERSAL, MAGNITUDES, TRANSFORM, TWIDDLES, WINDOW_FUNCTION } from './memory';
import { add, multiply, splat, subtract } from './vectors';

/** From one frame's samples to the next one's: 128 floats. */
const HOP: usize = 512;

/** The sample at `address` of all four frames. */
function sampleOfEachFrame(address: usize): v128 {
  let lanes = v128.load32_splat(address);
  lanes = f32x4.replace_lane(lanes, 1, load<f32>(address + HOP));
  lanes = f32x4.replace_lane(lanes, 2, load<f32>(address + 2 * HOP));
  return f32x4.replace_lane(lanes, 3, load<f32>(address + 3 * HOP));
}

/**
 * The magnitudes of four overlapping frames of 256 of the 640 samples, one frame a lane: 129 bins.
 *
 * The model's own way is a convolution with 258 rows of a table, which are a window times cosines and sines. A Fourier
 * transform of 128 complex numbers (two real samples each) gives the same for a twentieth of the work.
 */
export function spectrum(samples: usize): void {
  gather(samples);
  firstTwoStages();
  for (let half: usize = 4; half < 128; half <<= 1) stage(half);
  magnitudes();
}

/** Windowed samples in pairs, in the order in which the transform takes them. */
function gather(samples: usize): void {
  for (let index: usize = 0; index < 128; index++) {
    const pair: usize = load<u32>(BIT_REVERSAL + (index << 2)) << 3;
    const to = TRANSFORM + (index << 5);
    const weight = WINDOW_FUNCTION + pair;
    const even = sampleOfEachFrame(samples + pair);
    const odd = sampleOfEachFrame(samples + pair + 4);
    v128.store(to, multiply(even, v128.load32_splat(weight)));
    v128.store(to, multiply(odd, v128.load32_splat(weight, 4)), 16);
  }
}

/** Their factors are 1 and -i: additions alone. */
function firstTwoStages(): void {
  for (let at = TRANSFORM; at < TRANSFORM + 128 * 32; at += 128) {
    const sumRe01 = add(v128.load(at), v128.load(at, 32));
    const sumIm01 = add(v128.load(at, 16), v128.load(at, 48));
    const differenceRe01 = subtract(v128.load(at), v128.load(at, 32));
    const differenceIm01 = subtract(v128.load(at, 16), v128.load(at, 48));
    const sumRe23 = add(v128.load(at, 64), v128.load(at, 96));
    const sumIm23 = add(v128.load(at, 80), v128.load(at, 112));
    const differenceRe23 = subtract(v128.load(at, 64), v128.load(at, 96));
    const differenceIm23 = subtract(v128.load(at, 80), v128.load(at, 112));
    v128.store(at, add(sumRe01, sumRe23));
    v128.store(at, add(sumIm01, sumIm23), 16);
    v128.store(at, add(differenceRe01, differenceIm23), 32);
    v128.store(at, subtract(differenceIm01, differenceRe23), 48);
    v128.store(at, subtract(sumRe01, sumRe23), 64);
    v128.store(at, subtract(sumIm01, sumIm23), 80);
    v128.store(at, subtract(differenceRe01, differenceIm23), 96);
    v128.store(at, add(differenceIm01, differenceRe23), 112);
  }
}

/** Butterflies between neighbours `half` numbers apart. */
function stage(half: usize): void {
  const step: usize = 128 / half;
  for (let row: usize = 0; row < half; row++) {
    const twiddle = TWIDDLES + ((row * step) << 3);
    const cosine = v128.load32_splat(twiddle);
    const sine = v128.load32_splat(twiddle, 4);
    for (let index = row; index < 128; index += half << 1) {
      const upper = TRANSFORM + (index << 5);
      const lower = upper + (half << 5);
      const lowerRe = v128.load(lower);
      const lowerIm = v128.load(lower, 16);
      const upperRe = v128.load(upper);
      const upperIm = v128.load(upper, 16);
      const turnedRe = subtract(multiply(lowerRe, cosine), multiply(lowerIm, sine));
      const turnedIm = add(multiply(lowerRe, sine), multiply(lowerIm, cosine));
      v128.store(upper, add(upperRe, turnedRe));
      v128.store(upper, add(upperIm, turnedIm), 16);
      v128.store(lower, subtract(upperRe, turnedRe));
      v128.store(lower, subtract(upperIm, turnedIm), 16);
    }
  }
}

/** Takes the spectra of even and odd samples apart and joins them to that of all samples, two bins at a time. */
function magnitudes(): void {
  const half = splat(0.5);
  const re0 = v128.load(TRANSFORM);
  const im0 = v128.load(TRANSFORM, 16);
  v128.store(MAGNITUDES, f32x4.abs(add(re0, im0)));
  v128.store(MAGNITUDES, f32x4.abs(subtract(re0, im0)), 128 * 16);
  for (let bin: usize = 1; bin <= 64; bin++) {
    const mirror: usize = 128 - bin;
    const low = TRANSFORM + (bin << 5);
    const high = TRANSFORM + (mirror << 5);
    const lowRe = v128.load(low);
    const lowIm = v128.load(low, 16);
    const highRe = v128.load(high);
    const highIm = v128.load(high, 16);
    const evenRe = multiply(half, add(lowRe, highRe));
    const evenIm = multiply(half, subtract(lowIm, highIm));
    const oddRe = multiply(half, add(lowIm, highIm));
    const oddIm = multiply(half, subtract(highRe, lowRe));
    const cosine = v128.load32_splat(TWIDDLES + (bin << 3));
    const sine = v128.load32_splat(TWIDDLES + (bin << 3), 4);
    const turnedRe = subtract(multiply(oddRe, cosine), multiply(oddIm, sine));
    const turnedIm = add(multiply(oddRe, sine), multiply(oddIm, cosine));
    const lowBin = MAGNITUDES + (bin << 4);
    const highBin = MAGNITUDES + (mirror << 4);
    v128.store(lowBin, magnitude(add(evenRe, turnedRe), add(evenIm, turnedIm)));
    v128.store(highBin, magnitude(subtract(evenRe, turnedRe), subtract(evenIm, turnedIm)));
  }
}

function magnitude(re: v128, im: v128): v128 {
  return f32x4.sqrt(add(multiply(re, re), multiply(im, im)));
}
