// The filter of a change of sample rate: for each output a sum over as many inputs as a phase has taps.
// AssemblyScript. `npm run build:wasm` makes libs/audio/src/resampler-wasm.ts of it.

/** As many floats as the largest table has that the host designs. */
export const MAX_TAPS: usize = 68_000;
/** What the longest phase looks back at, and a chunk behind it. */
export const MAX_INPUTS: usize = 72_000;
export const MAX_OUTPUTS: usize = 8_192;

/** Coefficients, phase by phase, oldest sample first. */
export const TAPS: usize = memory.data(MAX_TAPS * 4, 16);
/** 16-bit samples: what came before, then the chunk. */
export const INPUTS: usize = memory.data(MAX_INPUTS * 2, 16);
/** 16-bit samples. */
export const OUTPUTS: usize = memory.data(MAX_OUTPUTS * 2, 16);

/** The inputs as floats. */
const SIGNAL: usize = memory.data(MAX_INPUTS * 4, 16);

/**
 * Writes `outputs` samples. The first lies `position` steps of 1/`up` input samples after the first input that its phase looks
 * at, each further one `down` steps later. `tapsPerPhase` is a multiple of 4.
 */
export function resample(
  inputs: usize,
  outputs: usize,
  position: usize,
  up: usize,
  down: usize,
  tapsPerPhase: usize,
): void {
  for (let at: usize = 0; at < inputs; at += 4) {
    v128.store(SIGNAL + (at << 2), f32x4.convert_i32x4_s(v128.load16x4_s(INPUTS + (at << 1))));
  }
  for (let at: usize = 0; at < outputs; at++) {
    const phase = TAPS + (position % up) * (tapsPerPhase << 2);
    const sum = product(phase, SIGNAL + ((position / up) << 2), tapsPerPhase << 2);
    store<i16>(OUTPUTS + (at << 1), <i16>max<f32>(-32768, min<f32>(32767, nearest<f32>(sum))));
    position += down;
  }
}

/** Two vectors of sums, for the processor need not wait for each addition. */
function product(taps: usize, signal: usize, bytes: usize): f32 {
  let a = f32x4.splat(0);
  let b = f32x4.splat(0);
  const end = taps + (bytes & ~31);
  while (taps < end) {
    a = f32x4.add(a, f32x4.mul(v128.load(taps), v128.load(signal)));
    b = f32x4.add(b, f32x4.mul(v128.load(taps, 16), v128.load(signal, 16)));
    taps += 32;
    signal += 32;
  }
  if (bytes & 16) a = f32x4.add(a, f32x4.mul(v128.load(taps), v128.load(signal)));
  a = f32x4.add(a, b);
  return (
    f32x4.extract_lane(a, 0) +
    f32x4.extract_lane(a, 1) +
    f32x4.extract_lane(a, 2) +
    f32x4.extract_lane(a, 3)
  );
}
