import { ConfigError } from '@vox/voice-core';

import { onnxTensors, type Tensor } from './onnx-tensors';

/** Of the graph for 16 kHz; the file holds one for 8 kHz beside it. */
const PREFIX = 'If_0_then_branch__Inline_0__';

/** Silero VAD v6: what its file holds, and in which shape. Version 5 and older have other names or shapes. */
const SHAPES = {
  'stft.forward_basis_buffer': [258, 1, 256],
  'encoder.0.reparam_conv.weight': [128, 129, 3],
  'encoder.0.reparam_conv.bias': [128],
  'encoder.1.reparam_conv.weight': [64, 128, 3],
  'encoder.1.reparam_conv.bias': [64],
  'encoder.2.reparam_conv.weight': [64, 64, 3],
  'encoder.2.reparam_conv.bias': [64],
  'encoder.3.reparam_conv.weight': [128, 64, 3],
  'encoder.3.reparam_conv.bias': [128],
  'decoder.rnn.weight_ih': [512, 128],
  'decoder.rnn.weight_hh': [512, 128],
  'decoder.rnn.bias_ih': [512],
  'decoder.rnn.bias_hh': [512],
  'decoder.decoder.2.weight': [1, 128, 1],
  'decoder.decoder.2.bias': [1],
} as const satisfies Record<string, readonly number[]>;

export type SileroTensors = Readonly<Record<keyof typeof SHAPES, Float32Array>>;

/** Rounding leaves 6e-8 of the table that the published model holds. */
const BASIS_TOLERANCE = 1e-5;

/**
 * The weights in `model`, the bytes of a file at `path`.
 * @throws ConfigError when it is not Silero VAD v6, naming what is missing or has another shape.
 */
export function sileroTensors(model: Uint8Array, path: string): SileroTensors {
  const tensors = read(model, path);
  const problems: string[] = [];
  const found: Partial<Record<keyof typeof SHAPES, Float32Array>> = {};
  for (const name of Object.keys(SHAPES) as (keyof typeof SHAPES)[]) {
    const tensor = tensors.get(PREFIX + name);
    const problem = problemOf(tensor, SHAPES[name]);
    if (problem !== undefined) problems.push(`${name} ${problem}`);
    if (tensor !== undefined) found[name] = tensor.data;
  }
  if (problems.length > 0) throw wrongModel(path, problems);
  const complete = found as SileroTensors;
  if (!isWindowedFourier(complete['stft.forward_basis_buffer'])) {
    throw wrongModel(path, ['stft.forward_basis_buffer is not a window times cosines and sines']);
  }
  return complete;
}

function read(model: Uint8Array, path: string): ReadonlyMap<string, Tensor> {
  try {
    return onnxTensors(model);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    throw wrongModel(path, error.problems);
  }
}

function wrongModel(path: string, problems: readonly string[]): ConfigError {
  const what = problems.join('; ');
  return new ConfigError([
    `model file ${path} is not Silero VAD v6 (${what}): delete it and run \`npm start\`, which fetches it`,
  ]);
}

function problemOf(tensor: Tensor | undefined, shape: readonly number[]): string | undefined {
  if (tensor === undefined) return 'is missing';
  const size = shape.reduce((product, dim) => product * dim, 1);
  if (tensor.dims.join() === shape.join() && tensor.data.length === size) return undefined;
  return `has the shape [${tensor.dims.join(', ')}] instead of [${shape.join(', ')}]`;
}

/** The kernel takes a fast Fourier transform for the table, so the table must be one: cosines, then negative sines. */
function isWindowedFourier(basis: Float32Array): boolean {
  const angles = Array.from({ length: 256 }, (_, step) => (2 * Math.PI * step) / 256);
  for (let bin = 0; bin <= 128; bin++) {
    for (let at = 0; at < 256; at++) {
      const window = basis[at] as number;
      const angle = angles[(bin * at) % 256] as number;
      const cosine = (basis[bin * 256 + at] as number) - window * Math.cos(angle);
      const sine = (basis[(129 + bin) * 256 + at] as number) + window * Math.sin(angle);
      if (!(Math.abs(cosine) < BASIS_TOLERANCE && Math.abs(sine) < BASIS_TOLERANCE)) return false;
    }
  }
  return true;
}

/** The arrays that the kernel wants, by the names under which it exports their addresses. See wasm/silero/memory.ts. */
export function kernelArrays(tensors: SileroTensors) {
  const encoder0 = tensors['encoder.0.reparam_conv.weight'];
  const encoder1 = tensors['encoder.1.reparam_conv.weight'];
  const encoder2 = tensors['encoder.2.reparam_conv.weight'];
  const encoder3 = tensors['encoder.3.reparam_conv.weight'];
  const ofInput = tensors['decoder.rnn.weight_ih'];
  const ofState = tensors['decoder.rnn.weight_hh'];
  const stateBias = tensors['decoder.rnn.bias_hh'];
  return {
    // The row of 0 Hz, whose cosines are all 1.
    WINDOW_FUNCTION: tensors['stft.forward_basis_buffer'].subarray(0, 256),
    ENCODER_0_WEIGHTS: panels(128, 8, 129 * 3, (output, at) => encoder0[output * 387 + at]),
    ENCODER_0_BIAS: tensors['encoder.0.reparam_conv.bias'],
    ENCODER_1_WEIGHTS: panels(64, 16, 128 * 3, (output, at) => encoder1[output * 384 + at]),
    ENCODER_1_BIAS: tensors['encoder.1.reparam_conv.bias'],
    // One step comes of two, padded on either side: the first meets the middle tap, the second the last.
    ENCODER_2_WEIGHTS: panels(64, 8, 2 * 64, (output, at) => {
      const tap = at < 64 ? 1 : 2;
      return encoder2[(output * 64 + (at % 64)) * 3 + tap];
    }),
    ENCODER_2_BIAS: tensors['encoder.2.reparam_conv.bias'],
    // One step between two of padding: the middle tap alone.
    ENCODER_3_WEIGHTS: panels(128, 8, 64, (output, at) => encoder3[(output * 64 + at) * 3 + 1]),
    ENCODER_3_BIAS: tensors['encoder.3.reparam_conv.bias'],
    LSTM_WEIGHTS: panels(512, 8, 256, (output, at) =>
      at < 128 ? ofInput[output * 128 + at] : ofState[output * 128 + at - 128],
    ),
    LSTM_BIAS: tensors['decoder.rnn.bias_ih'].map((bias, at) => bias + (stateBias[at] as number)),
    OUTPUT_WEIGHTS: tensors['decoder.decoder.2.weight'],
    OUTPUT_BIAS: tensors['decoder.decoder.2.bias'],
  };
}

/** Panels of `width` outputs each, in which the weights of one input lie together. */
function panels(
  outputs: number,
  width: number,
  inputs: number,
  weightOf: (output: number, input: number) => number | undefined,
): Float32Array {
  const packed = new Float32Array(outputs * inputs);
  let to = 0;
  for (let first = 0; first < outputs; first += width) {
    for (let input = 0; input < inputs; input++) {
      for (let output = first; output < first + width; output++) {
        packed[to++] = weightOf(output, input) as number;
      }
    }
  }
  return packed;
}
