import { instantiateKernel } from '@vox/audio';

import { SILERO_WASM } from './silero-wasm';
import { kernelArrays, type SileroTensors } from './silero-weights';

type KernelArray = keyof ReturnType<typeof kernelArrays> | 'TWIDDLES' | 'BIT_REVERSAL';

/** What wasm/silero/index.ts exports. */
type Kernel = Readonly<Record<KernelArray | 'STREAM_BYTES', WebAssembly.Global>> & {
  readonly memory: WebAssembly.Memory;
  streamsFrom(): number;
  run(stream: number): number;
  keepSilence(stream: number): void;
  runSilence(stream: number): number;
};

/** 287 streams more each time. */
const GROWTH_PAGES = 16;

/** V8 runs a kernel at full speed after about 100 windows; these, of sound and of silence, take 10 ms. */
const WARM_UP_WINDOWS = 200;

/** What the model looks at: 32 ms, and the last 4 ms of what was before. */
const CONTEXT_SAMPLES = 64;
const INPUT_SAMPLES = CONTEXT_SAMPLES + 512;

/**
 * Silero VAD v6 in WebAssembly: one set of weights (0.9 MB) for any number of streams, each of which is 3.6 KB of its memory.
 * A window takes about 25 µs, one of digital silence after another 12.
 */
export class SileroNetwork {
  readonly #kernel: Kernel;
  readonly #streamBytes: number;
  readonly #unused: number[] = [];
  #end: number;
  #floats: Float32Array;

  constructor(tensors: SileroTensors) {
    this.#kernel = instantiateKernel<Kernel>(SILERO_WASM);
    this.#streamBytes = this.#kernel.STREAM_BYTES.value;
    this.#end = this.#kernel.streamsFrom();
    this.#floats = new Float32Array(this.#kernel.memory.buffer);
    this.#writeTables();
    for (const [name, values] of Object.entries(kernelArrays(tensors))) {
      this.#floats.set(values, this.#kernel[name as KernelArray].value / 4);
    }
    this.#warmUp();
  }

  /** A fresh stream. Microseconds. */
  open(): SileroStream {
    return new SileroStream(this, this.#unused.pop() ?? this.#allocate());
  }

  /** Samples and state of all streams, of 4 bytes each. Another one once a stream was opened: not to be kept. */
  get floats(): Float32Array {
    return this.#floats;
  }

  /** The probability of speech in the window that lies at `address`. @param isSilence It is all zeros. */
  run(address: number, isSilence: boolean): number {
    return isSilence ? this.#kernel.runSilence(address) : this.#kernel.run(address);
  }

  /** The window at `address` that has just run was all zeros: what the encoder made of it holds for all such. */
  keepSilence(address: number): void {
    this.#kernel.keepSilence(address);
  }

  /** Leaves nothing of what was heard. */
  clear(address: number): void {
    this.#floats.fill(0, address / 4, (address + this.#streamBytes) / 4);
  }

  release(address: number): void {
    this.clear(address);
    this.#unused.push(address);
  }

  #allocate(): number {
    const address = this.#end;
    this.#end += this.#streamBytes;
    const { memory } = this.#kernel;
    if (this.#end > memory.buffer.byteLength) {
      memory.grow(GROWTH_PAGES);
      this.#floats = new Float32Array(memory.buffer);
    }
    return address;
  }

  #writeTables(): void {
    const { memory, TWIDDLES, BIT_REVERSAL } = this.#kernel;
    const reversed = new Uint32Array(memory.buffer, BIT_REVERSAL.value, 128);
    for (let at = 0; at < 128; at++) {
      const bits = at.toString(2).padStart(7, '0');
      reversed[at] = parseInt([...bits].reverse().join(''), 2);
      const angle = (2 * Math.PI * at) / 256;
      this.#floats.set([Math.cos(angle), -Math.sin(angle)], TWIDDLES.value / 4 + 2 * at);
    }
  }

  #warmUp(): void {
    const stream = this.open();
    const [sound, silence] = [new Int16Array(512).fill(1), new Int16Array(512)];
    for (let window = 0; window < WARM_UP_WINDOWS; window++) stream.accept(sound);
    stream.reset();
    // The first window takes 576 samples.
    while (stream.accept(silence) === undefined) continue;
    stream.keepSilence();
    for (let window = 0; window < WARM_UP_WINDOWS; window++) stream.accept(silence);
    stream.close();
  }
}

/** What one session's microphone means to the network. Closed once. */
export class SileroStream {
  readonly #network: SileroNetwork;
  readonly #address: number;
  #filled = 0;
  /** All bits of the new samples of this window; of zeros none. */
  #bits = 0;
  #wasSilent = false;

  constructor(network: SileroNetwork, address: number) {
    this.#network = network;
    this.#address = address;
  }

  /**
   * Takes up to 512 samples of 16 kHz; gives the probability of speech in the window that they complete, if they do.
   * The first window is complete after 576 samples, each further one after 512.
   */
  accept(pcm: Int16Array): number | undefined {
    const samples = this.#network.floats;
    const first = this.#address / 4;
    const end = first + INPUT_SAMPLES;
    let to = first + this.#filled;
    let probability: number | undefined;
    for (let at = 0; at < pcm.length; at++) {
      const sample = pcm[at] as number;
      this.#bits |= sample;
      samples[to++] = sample / 32_768;
      if (to < end) continue;
      probability = this.#run();
      to = first + CONTEXT_SAMPLES;
    }
    this.#filled = to - first;
    return probability;
  }

  /** Forgets what was heard. */
  reset(): void {
    this.#filled = 0;
    this.#bits = 0;
    this.#wasSilent = false;
    this.#network.clear(this.#address);
  }

  /** Digital silence: a muted microphone, and what stands for a client that sends nothing. */
  #run(): number {
    const isSilent = this.#bits === 0;
    // With the end of the window before, which is in this one, too.
    const probability = this.#network.run(this.#address, isSilent && this.#wasSilent);
    this.#bits = 0;
    this.#wasSilent = isSilent;
    return probability;
  }

  /** The window that was completed last held nothing but silence. Told once, before any other stream. */
  keepSilence(): void {
    this.#network.keepSilence(this.#address);
  }

  close(): void {
    this.#network.release(this.#address);
  }
}
