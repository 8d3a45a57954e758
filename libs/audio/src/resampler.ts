import { InvalidInputError } from '@vox/voice-core';

import { RESAMPLER_WASM } from './resampler-wasm';
import { instantiateKernel } from './wasm-kernel';

/**
 * Zero crossings of the sinc on each side, at the lower of the two rates. 32 leave 0–0.42 of that rate
 * untouched (6.7 kHz at 16 kHz) for a delay of 2 ms; 16 would halve both the delay and the clarity of "s".
 */
const ZERO_CROSSINGS = 32;

/** Attenuation beyond the lower Nyquist frequency. 16-bit noise sits at 98 dB; speech needs 60. */
const STOPBAND_DB = 80;

/** Bounds the coefficient table (about 64 coefficients per phase) for odd pairs such as 44.1 → 48 kHz. */
const MAX_PHASES = 1_000;

/** What wasm/resampler/index.ts exports. */
type WasmKernel = Readonly<
  Record<
    'TAPS' | 'MAX_TAPS' | 'INPUTS' | 'MAX_INPUTS' | 'OUTPUTS' | 'MAX_OUTPUTS',
    WebAssembly.Global
  >
> & {
  readonly memory: WebAssembly.Memory;
  resample(
    inputs: number,
    outputs: number,
    position: number,
    up: number,
    down: number,
    tapsPerPhase: number,
  ): void;
};

/** One for all streams of a thread: a call leaves nothing in its memory that a later one needs, which never grows. */
const wasm = instantiateKernel<WasmKernel>(RESAMPLER_WASM);
const wasmTaps = new Float32Array(wasm.memory.buffer, wasm.TAPS.value, wasm.MAX_TAPS.value);
const wasmInputs = new Int16Array(wasm.memory.buffer, wasm.INPUTS.value, wasm.MAX_INPUTS.value);
const wasmOutputs = new Int16Array(wasm.memory.buffer, wasm.OUTPUTS.value, wasm.MAX_OUTPUTS.value);

type Filter = {
  /** Coefficients, phase by phase, oldest sample first. */
  readonly taps: Float32Array;
  /** A multiple of 4. */
  readonly tapsPerPhase: number;
  readonly up: number;
  readonly down: number;
};

const filters = new Map<string, Filter>();

/** Whose coefficients are in the kernel's memory. */
let loadedFilter: Filter | undefined;

/**
 * Streaming change of sample rate for one mono signal.
 *
 * A polyphase windowed-sinc filter: what lies above the lower Nyquist frequency arrives at least 60 dB down,
 * and the output is the same however the input is cut into chunks. It delays by 32 periods of the lower rate.
 * One instance serves one stream; it holds no native resource.
 *
 * @throws InvalidInputError for rates that are not positive integers or have no small ratio.
 */
export class Resampler {
  readonly #filter: Filter | undefined;
  /** The end of what came before: what the next output's phase looks back at. */
  readonly #history: Int16Array;
  /** Where the next output sample lies, in steps of 1/up input samples after the next chunk's start. */
  #position = 0;

  constructor(fromHz: number, toHz: number) {
    this.#filter = fromHz === toHz ? undefined : filterFor(fromHz, toHz);
    this.#history = new Int16Array((this.#filter?.tapsPerPhase ?? 1) - 1);
  }

  /** Takes any number of samples; gives what is ready (about `pcm.length * toHz / fromHz` samples). */
  push(pcm: Int16Array): Int16Array {
    const filter = this.#filter;
    if (filter === undefined) return pcm;
    if (loadedFilter !== filter) {
      wasmTaps.set(filter.taps);
      loadedFilter = filter;
    }
    const output = new Int16Array(this.#readyAfter(pcm.length, filter));
    const atOnce = this.#mostAtOnce(filter);
    let written = 0;
    for (let at = 0; at < pcm.length; at += atOnce) {
      written += this.#convert(pcm.subarray(at, at + atOnce), filter, output, written);
    }
    return output;
  }

  /** How many samples are ready once `samples` more have come. */
  #readyAfter(samples: number, { up, down }: Filter): number {
    return Math.max(0, Math.ceil((samples * up - this.#position) / down));
  }

  /** Of input, so that both it and what comes of it have room in the kernel's memory. */
  #mostAtOnce({ up, down }: Filter): number {
    const room = wasmInputs.length - this.#history.length;
    return Math.min(room, Math.max(1, Math.floor((wasmOutputs.length * down) / up) - 1));
  }

  /** Appends what is ready to `output`; gives how much that is. */
  #convert(pcm: Int16Array, filter: Filter, output: Int16Array, written: number): number {
    const { up, down, tapsPerPhase } = filter;
    const history = this.#history;
    const ready = this.#readyAfter(pcm.length, filter);
    const inputs = history.length + pcm.length;
    wasmInputs.set(history);
    wasmInputs.set(pcm, history.length);
    wasm.resample(inputs, ready, this.#position, up, down, tapsPerPhase);
    output.set(wasmOutputs.subarray(0, ready), written);
    history.set(wasmInputs.subarray(pcm.length, inputs));
    this.#position += ready * down - pcm.length * up;
    return ready;
  }
}

function filterFor(fromHz: number, toHz: number): Filter {
  const key = `${fromHz}:${toHz}`;
  const known = filters.get(key);
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
  const filter = designFilter(up, down);
  filters.set(key, filter);
  return filter;
}

/** A Kaiser-windowed sinc whose stop band begins at the lower Nyquist frequency. */
function designFilter(up: number, down: number): Filter {
  const stretch = Math.max(1, down / up);
  const tapsPerPhase = 4 * Math.ceil((2 * ZERO_CROSSINGS * stretch) / 4);
  const length = tapsPerPhase * up;
  // Kaiser's estimate of the transition's width, in cycles per (upsampled) sample.
  const transition = (STOPBAND_DB - 7.95) / (14.36 * length);
  const cutoff = 0.5 / Math.max(up, down) - transition / 2;
  const beta = 0.1102 * (STOPBAND_DB - 8.7);
  const windowPeak = bessel0(beta);
  const centre = (length - 1) / 2;

  const taps = new Float64Array(length);
  for (let phase = 0; phase < up; phase++) {
    let sum = 0;
    for (let tap = 0; tap < tapsPerPhase; tap++) {
      const at = tap * up + phase - centre;
      const shape = at === 0 ? 2 * cutoff : Math.sin(2 * Math.PI * cutoff * at) / (Math.PI * at);
      const edge = at / (length / 2);
      const window = bessel0(beta * Math.sqrt(Math.max(0, 1 - edge * edge))) / windowPeak;
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
  return { taps: Float32Array.from(taps), tapsPerPhase, up, down };
}

/** Modified Bessel function of the first kind, order 0. */
function bessel0(x: number): number {
  const quarter = (x * x) / 4;
  let term = 1;
  let sum = 1;
  for (let k = 1; term > sum * 1e-12; k++) {
    term *= quarter / (k * k);
    sum += term;
  }
  return sum;
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
