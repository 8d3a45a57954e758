import { ConfigError } from '@vox/voice-core';

export type Tensor = { readonly dims: readonly number[]; readonly data: Float32Array };

/** Fields of the ONNX messages that lead to a constant of a graph. @see onnx.proto of the ONNX project */
const MODEL_GRAPH = 7;
const GRAPH_NODE = 1;
const NODE_OUTPUT = 2;
const NODE_ATTRIBUTE = 5;
const ATTRIBUTE_TENSOR = 5;
const ATTRIBUTE_GRAPH = 6;
const TENSOR_DIMS = 1;
const TENSOR_DATA_TYPE = 2;
const TENSOR_RAW_DATA = 9;

/** Of TENSOR_DATA_TYPE: 32-bit floats. */
const FLOAT = 1;

/** Protobuf's ways to write a field. */
const VARINT = 0;
const FIXED_64 = 1;
const BYTES = 2;
const FIXED_32 = 5;

type Field = { readonly number: number; readonly value: number | Uint8Array };

/**
 * The float tensors that are constants of an ONNX model's graph, and of the graphs inside it, by the names of their values.
 * @throws ConfigError when `model` is no ONNX file, or a damaged one.
 */
export function onnxTensors(model: Uint8Array): ReadonlyMap<string, Tensor> {
  const tensors = new Map<string, Tensor>();
  try {
    for (const graph of messages(fields(model), MODEL_GRAPH)) collect(graph, tensors);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new ConfigError(['it is not an ONNX file, or a damaged one']);
  }
  return tensors;
}

function collect(graph: Uint8Array, tensors: Map<string, Tensor>): void {
  for (const node of messages(fields(graph), GRAPH_NODE)) {
    const parts = fields(node);
    const name = messages(parts, NODE_OUTPUT)[0];
    for (const attribute of messages(parts, NODE_ATTRIBUTE).map(fields)) {
      for (const inner of messages(attribute, ATTRIBUTE_GRAPH)) collect(inner, tensors);
      for (const tensor of messages(attribute, ATTRIBUTE_TENSOR).map(floatTensor)) {
        if (tensor !== undefined && name !== undefined) {
          tensors.set(Buffer.from(name).toString('utf8'), tensor);
        }
      }
    }
  }
}

function floatTensor(message: Uint8Array): Tensor | undefined {
  const parts = fields(message);
  const raw = messages(parts, TENSOR_RAW_DATA)[0];
  const type = parts.find(({ number }) => number === TENSOR_DATA_TYPE)?.value;
  if (raw === undefined || type !== FLOAT || raw.length % 4 !== 0) return undefined;
  // A copy: floats may not begin at any byte.
  return { dims: dimsOf(parts), data: new Float32Array(new Uint8Array(raw).buffer) };
}

/** Written one by one, or packed into one field. */
function dimsOf(parts: readonly Field[]): number[] {
  return parts
    .filter(({ number }) => number === TENSOR_DIMS)
    .flatMap(({ value }) => (typeof value === 'number' ? [value] : varints(value)));
}

function varints(bytes: Uint8Array): number[] {
  const reader = new Reader(bytes);
  const values: number[] = [];
  while (!reader.isAtEnd) values.push(reader.varint());
  return values;
}

function messages(parts: readonly Field[], wanted: number): Uint8Array[] {
  return parts.flatMap(({ number, value }) =>
    number === wanted && typeof value !== 'number' ? [value] : [],
  );
}

function fields(message: Uint8Array): Field[] {
  const reader = new Reader(message);
  const found: Field[] = [];
  while (!reader.isAtEnd) {
    const key = reader.varint();
    const kind = key % 8;
    const number = Math.floor(key / 8);
    if (kind === VARINT) found.push({ number, value: reader.varint() });
    else if (kind === BYTES) found.push({ number, value: reader.bytes(reader.varint()) });
    else if (kind === FIXED_64) reader.bytes(8);
    else if (kind === FIXED_32) reader.bytes(4);
    else throw new RangeError(`no such kind of field: ${kind}`);
  }
  return found;
}

/** Reads on from where it is. Throws RangeError past the end. */
class Reader {
  #at = 0;

  constructor(private readonly source: Uint8Array) {}

  get isAtEnd(): boolean {
    return this.#at === this.source.length;
  }

  /** Of numbers past 2^53 only the size is right; none that is used here is that large. */
  varint(): number {
    let value = 0;
    for (let weight = 1; ; weight *= 128) {
      const byte = this.source[this.#at++];
      if (byte === undefined || weight > 2 ** 63) throw new RangeError('a number without an end');
      value += (byte % 128) * weight;
      if (byte < 128) return value;
    }
  }

  bytes(length: number): Uint8Array {
    const end = this.#at + length;
    if (end > this.source.length) throw new RangeError('a field without an end');
    const part = this.source.subarray(this.#at, end);
    this.#at = end;
    return part;
  }
}
