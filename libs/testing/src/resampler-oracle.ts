import { InvalidInputError } from '@vox/voice-core';

/**
 * Zero crossings of the sinc on each side, at the lower of the two rates. 32 leave 0–0.42 of that rate
 * untouched (6.7 kHz at 16 kHz) for a delay of 2 ms; 16 would halve both the delay and the clarity of "s".
 */
const ZERO_CROSSINGS = 32;

/** Attenuation beyond the lower Nyquist frequency. 16-bit noise sits at 98 dB; speech needs 60. */
const STOPBAND_DB = 80;

/** Bounds the coefficient table (about 64 coefficients per phase) for odd pairs such as 44.1 → 48 kHz. */
const MAX_PHASES = 1_000;

type Kernel = {
  /** Coefficients, phase by phase, oldest sample first. */
  readonly taps: Float64Array;
  /** A multiple of 4. */
  readonly tapsPerPhase: number;
  readonly up: number;
  readonly down: number;
};

const kernels = new Map<string, Kernel>();

/** The filter of `Resampler` in plain JavaScript and double precision: what its kernel is held against. */
export class ResamplerOracle {
  readonly #kernel: Kernel | undefined;
  readonly #historyLength: number;
  /** The end of the last chunk, then the next one: kept, so that a frame costs no allocation but its output. */
  #signal: Float64Array;
  /** Where the next output sample lies, in steps of 1/up input samples after the next chunk's start. */
  #position = 0;

  constructor(fromHz: number, toHz: number) {
    this.#kernel = fromHz === toHz ? undefined : kernelFor(fromHz, toHz);
    this.#historyLength = (this.#kernel?.tapsPerPhase ?? 1) - 1;
    this.#signal = new Float64Array(this.#historyLength);
  }

  /** Takes any number of samples; gives what is ready (about `pcm.length * toHz / fromHz` samples). */
  push(pcm: Int16Array): Int16Array {
    const kernel = this.#kernel;
    if (kernel === undefined) return pcm;
    const { taps, tapsPerPhase, up, down } = kernel;
    const signal = this.#roomFor(pcm.length);
    signal.set(pcm, this.#historyLength);

    const ready = Math.max(0, Math.ceil((pcm.length * up - this.#position) / down));
    const output = new Int16Array(ready);
    let position = this.#position;
    for (let index = 0; index < ready; index++, position += down) {
      const oldest = Math.floor(position / up);
      const sum = product(taps, (position % up) * tapsPerPhase, signal, oldest, tapsPerPhase);
      output[index] = Math.max(-32_768, Math.min(32_767, Math.round(sum)));
    }
    this.#position = position - pcm.length * up;
    signal.copyWithin(0, pcm.length, pcm.length + this.#historyLength);
    return output;
  }

  #roomFor(samples: number): Float64Array {
    const length = this.#historyLength + samples;
    if (this.#signal.length < length) {
      const longer = new Float64Array(length);
      longer.set(this.#signal.subarray(0, this.#historyLength));
      this.#signal = longer;
    }
    return this.#signal;
  }
}

/** Four sums at once, for the processor need not wait for each addition: half the time of one sum. */
function product(
  taps: Float64Array,
  firstTap: number,
  signal: Float64Array,
  first: number,
  length: number,
): number {
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  for (let at = 0; at < length; at += 4) {
    a += (taps[firstTap + at] as number) * (signal[first + at] as number);
    b += (taps[firstTap + at + 1] as number) * (signal[first + at + 1] as number);
    c += (taps[firstTap + at + 2] as number) * (signal[first + at + 2] as number);
    d += (taps[firstTap + at + 3] as number) * (signal[first + at + 3] as number);
  }
  return a + b + c + d;
}

function kernelFor(fromHz: number, toHz: number): Kernel {
  const key = `${fromHz}:${toHz}`;
  const known = kernels.get(key);
  if (known !== undefined) return known;
  for (const [field, rate] of [
    ['fromHz', fromHz],
    ['toHz', toHz],
  ] as const) {
    if (!Number.isInteger(rate) || rate <= 0) {
      throw new InvalidInputError(field, `sample rate must be a positive integer, got ${rate}`);
    }
  }
  const divisor = greatestCommonDivisor(fromHz, toHz);
  const [up, down] = [toHz / divisor, fromHz / divisor];
  if (up > MAX_PHASES || down > MAX_PHASES) {
    throw new InvalidInputError('toHz', `cannot resample ${fromHz} Hz to ${toHz} Hz`);
  }
  const kernel = designKernel(up, down);
  kernels.set(key, kernel);
  return kernel;
}

/** A Kaiser-windowed sinc whose stop band begins at the lower Nyquist frequency. */
function designKernel(up: number, down: number): Kernel {
  const stretch = Math.max(1, down / up);
  const tapsPerPhase = 4 * Math.ceil((2 * ZERO_CROSSINGS * stretch) / 4);
  const length = tapsPerPhase * up;
  // Kaiser's estimate of the transition's width, in cycles per (upsampled) sample.
  const transition = (STOPBAND_DB - 7.95) / (14.36 * length);
  const cutoff = 0.5 / Math.max(up, down) - transition / 2;
  const beta = 0.1102 * (STOPBAND_DB - 8.7);
  const centre = (length - 1) / 2;

  const taps = new Float64Array(length);
  for (let phase = 0; phase < up; phase++) {
    let sum = 0;
    for (let tap = 0; tap < tapsPerPhase; tap++) {
      const at = tap * up + phase - centre;
      const shape = at === 0 ? 2 * cutoff : Math.sin(2 * Math.PI * cutoff * at) / (Math.PI * at);
      const edge = at / (length / 2);
      const window = bessel0(beta * Math.sqrt(Math.max(0, 1 - edge * edge))) / bessel0(beta);
      const value = shape * window;
      taps[(phase + 1) * tapsPerPhase - 1 - tap] = value;
      sum += value;
    }
    // Each phase passes DC unchanged, so that a constant stays constant.
    for (let tap = 0; tap < tapsPerPhase; tap++) {
      const index = phase * tapsPerPhase + tap;
      taps[index] = (taps[index] as number) / sum;
    }
  }
  return { taps, tapsPerPhase, up, down };
}

/** Modified Bessel function of the first kind, order 0. */
function bessel0(x: number): number {
  let term = 1;
  let sum = 1;
  for (let k = 1; term > sum * 1e-12; k++) {
    term *= (x / (2 * k)) ** 2;
    sum += term;
  }
  return sum;
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
