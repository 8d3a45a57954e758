import { type ModelTensor, onnxFile, randomSilero } from '../../../../../test/support/silero-model';
import { sileroTensors } from './silero-weights';

const PATH = '/models/silero.onnx';
const weights = randomSilero('weights');

const changed = (name: string, tensor: ModelTensor | undefined) => {
  const tensors = new Map(weights);
  if (tensor === undefined) tensors.delete(name);
  else tensors.set(name, tensor);
  return () => sileroTensors(onnxFile(tensors), PATH);
};

describe('the weights of Silero', () => {
  it('are read out of the file as they are', () => {
    const found = sileroTensors(onnxFile(weights), PATH);
    for (const [name, { data }] of weights) expect(found[name as keyof typeof found]).toEqual(data);
  });

  it('are refused in another layout, by the name of what differs', () => {
    expect(changed('decoder.rnn.weight_ih', undefined)).toThrow(
      expect.objectContaining({ name: 'ConfigError' }),
    );
    expect(changed('decoder.rnn.weight_ih', undefined)).toThrow(
      /\/models\/silero\.onnx is not Silero VAD v6 \(decoder\.rnn\.weight_ih is missing\).*npm start/,
    );
    const encoder = { dims: [128, 129, 1], data: new Float32Array(128 * 129) };
    expect(changed('encoder.0.reparam_conv.weight', encoder)).toThrow(
      /encoder\.0\.reparam_conv\.weight has the shape \[128, 129, 1\] instead of \[128, 129, 3\]/,
    );
    const learned = { dims: [258, 1, 256], data: new Float32Array(258 * 256).fill(0.1) };
    expect(changed('stft.forward_basis_buffer', learned)).toThrow(/is not a window times cosines/);
  });

  it('are refused from a file that is damaged or no model at all', () => {
    const whole = onnxFile(weights);
    for (const part of [
      whole.subarray(0, whole.length - 1),
      whole.subarray(0, 5000),
      Buffer.from('<!doctype html>'),
      Buffer.from([0x3a, 0xff, 0xff, 0xff]),
      Buffer.alloc(40, 0xff),
    ]) {
      expect(() => sileroTensors(part, PATH)).toThrow(/not an ONNX file, or a damaged one/);
    }
    expect(() => sileroTensors(new Uint8Array(), PATH)).toThrow(/stft\S+ is missing/);
  });
});
