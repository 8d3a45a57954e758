import type { ModelTensor } from './silero-model';

type Channels = readonly (readonly number[])[];

/**
 * Silero VAD v6 as its graph says it, operation by operation and in double precision, with no thought of speed: what the
 * kernel is held against.
 */
export class SileroOracle {
  #context: readonly number[] = new Array<number>(64).fill(0);
  #hidden: readonly number[] = new Array<number>(128).fill(0);
  #cell: readonly number[] = new Array<number>(128).fill(0);

  constructor(private readonly tensors: ReadonlyMap<string, ModelTensor>) {}

  /** The probability of speech in 512 samples of -1 to 1. */
  probability(samples: readonly number[]): number {
    const input = [...this.#context, ...samples];
    this.#context = input.slice(-64);
    const reflection = input.slice(-65, -1).reverse();
    let channels = this.#magnitudes([...input, ...reflection]);
    for (const [layer, stride] of [1, 2, 2, 1].entries()) {
      channels = this.#convolution(`encoder.${layer}.reparam_conv`, channels, stride);
    }
    this.#step(channels.map((steps) => steps[0] as number));
    const weights = this.#data('decoder.decoder.2.weight');
    const heard = this.#hidden.reduce(
      (sum, value, at) => sum + Math.max(0, value) * (weights[at] as number),
      this.#data('decoder.decoder.2.bias')[0] as number,
    );
    return sigmoid(heard);
  }

  #data(name: string): Float32Array {
    return (this.tensors.get(name) as ModelTensor).data;
  }

  /** [frequency][step]: four frames of 256 samples, 128 apart. */
  #magnitudes(samples: readonly number[]): Channels {
    const basis = this.#data('stft.forward_basis_buffer');
    const part = (row: number, step: number) => {
      let sum = 0;
      for (let at = 0; at < 256; at++) {
        sum += (basis[row * 256 + at] as number) * (samples[step * 128 + at] as number);
      }
      return sum;
    };
    return Array.from({ length: 129 }, (_, bin) =>
      [0, 1, 2, 3].map((step) => Math.hypot(part(bin, step), part(129 + bin, step))),
    );
  }

  /** Kernel 3, padded with a zero on either side, rectified. */
  #convolution(name: string, input: Channels, stride: number): Channels {
    const weights = this.#data(`${name}.weight`);
    const steps = (input[0] as readonly number[]).length;
    return Array.from(this.#data(`${name}.bias`), (bias, output) =>
      Array.from({ length: Math.ceil(steps / stride) }, (_, step) => {
        let sum = bias;
        for (const [channel, values] of input.entries()) {
          for (let tap = 0; tap < 3; tap++) {
            const weight = weights[(output * input.length + channel) * 3 + tap] as number;
            sum += weight * (values[step * stride + tap - 1] ?? 0);
          }
        }
        return Math.max(0, sum);
      }),
    );
  }

  /** Gates in the order of the file: input, forget, candidate, output. */
  #step(input: readonly number[]): void {
    const [ofInput, ofState] = [
      this.#data('decoder.rnn.weight_ih'),
      this.#data('decoder.rnn.weight_hh'),
    ];
    const [inputBias, stateBias] = [
      this.#data('decoder.rnn.bias_ih'),
      this.#data('decoder.rnn.bias_hh'),
    ];
    const gates = Array.from({ length: 512 }, (_, gate) => {
      let sum = (inputBias[gate] as number) + (stateBias[gate] as number);
      for (let at = 0; at < 128; at++) {
        sum += (ofInput[gate * 128 + at] as number) * (input[at] as number);
        sum += (ofState[gate * 128 + at] as number) * (this.#hidden[at] as number);
      }
      return sum;
    });
    const gate = (kind: number, at: number) => gates[kind * 128 + at] as number;
    this.#cell = this.#cell.map(
      (cell, at) => sigmoid(gate(1, at)) * cell + sigmoid(gate(0, at)) * Math.tanh(gate(2, at)),
    );
    this.#hidden = this.#cell.map((cell, at) => sigmoid(gate(3, at)) * Math.tanh(cell));
  }
}

function sigmoid(x: number): number {
  return 1 / (1 + Math.exp(-x));
}
