import { Random } from '../eval/random';

/** The tensors of Silero VAD v6 in the shapes that they have in its file. */
export const SILERO_SHAPES: Readonly<Record<string, readonly number[]>> = {
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
};

export type ModelTensor = { readonly dims: readonly number[]; readonly data: Float32Array };

/** A network of the right shapes that has learned nothing: each weight is drawn, so that none can be in another's place. */
export function randomSilero(seed: string): Map<string, ModelTensor> {
  const random = new Random(seed);
  const tensors = new Map<string, ModelTensor>();
  for (const [name, dims] of Object.entries(SILERO_SHAPES)) {
    const size = dims.reduce((product, dim) => product * dim, 1);
    // As large as keeps what a layer gives about as large as what it gets.
    const scale = 2 / Math.sqrt(dims.slice(1).reduce((product, dim) => product * dim, 1));
    const data = Float32Array.from({ length: size }, () => scale * random.between(-1, 1));
    tensors.set(name, { dims, data });
  }
  tensors.set('stft.forward_basis_buffer', { dims: [258, 1, 256], data: fourierBasis() });
  return tensors;
}

/** A Hann window times cosines, then times negative sines, of 129 frequencies. */
function fourierBasis(): Float32Array {
  return Float32Array.from({ length: 258 * 256 }, (_, index) => {
    const row = Math.floor(index / 256);
    const at = index % 256;
    const window = 0.5 - 0.5 * Math.cos((2 * Math.PI * at) / 256);
    const angle = (2 * Math.PI * (row % 129) * at) / 256;
    return window * (row < 129 ? Math.cos(angle) : -Math.sin(angle));
  });
}

/** An ONNX file that has the tensors as constants of the graph for 16 kHz, as Silero's file has them. */
export function onnxFile(tensors: ReadonlyMap<string, ModelTensor>): Uint8Array {
  const constants = [...tensors].map(([name, { dims, data }]) => {
    const tensor = Buffer.concat([
      ...dims.map((dim) => Buffer.concat([varint(1 << 3), varint(dim)])),
      Buffer.concat([varint(2 << 3), varint(1)]),
      field(9, Buffer.from(data.buffer, data.byteOffset, data.byteLength)),
    ]);
    const output = field(2, Buffer.from(`If_0_then_branch__Inline_0__${name}`));
    return field(1, Buffer.concat([output, field(5, field(5, tensor))]));
  });
  const branch = field(6, Buffer.concat(constants));
  const graph = field(1, Buffer.concat([field(2, Buffer.from('outputs')), field(5, branch)]));
  return field(7, graph);
}

function field(number: number, bytes: Uint8Array): Buffer {
  return Buffer.concat([varint(number * 8 + 2), varint(bytes.length), bytes]);
}

function varint(value: number): Buffer {
  const bytes: number[] = [];
  for (; value > 127; value = Math.floor(value / 128)) bytes.push((value % 128) + 128);
  return Buffer.from([...bytes, value]);
}
