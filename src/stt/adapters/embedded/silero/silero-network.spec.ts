import { Random } from '../../../../../test/eval/random';
import { onnxFile, randomSilero } from '../../../../../test/support/silero-model';
import { SileroOracle } from '../../../../../test/support/silero-oracle';
import { SileroNetwork, type SileroStream } from './silero-network';
import { sileroTensors } from './silero-weights';

const weights = randomSilero('a network');
const make = () => new SileroNetwork(sileroTensors(onnxFile(weights), '/models/vad.onnx'));

/** 512 samples, never the same. */
function sound(random: Random, amplitude = 20_000): Int16Array {
  return Int16Array.from({ length: 512 }, () => Math.round(random.between(-amplitude, amplitude)));
}

/** The first window needs 64 samples more, which the oracle has as its silence before. */
function afterSilence(stream: SileroStream): SileroStream {
  expect(stream.accept(new Int16Array(64))).toBeUndefined();
  return stream;
}

describe('SileroNetwork', () => {
  it('gives the probabilities of the graph that the file describes', () => {
    const random = new Random('sounds');
    const stream = afterSilence(make().open());
    const oracle = new SileroOracle(weights);
    const seen: number[] = [];
    for (let window = 0; window < 12; window++) {
      const pcm = sound(random, window % 3 === 0 ? 300 : 20_000);
      const expected = oracle.probability(Array.from(pcm, (sample) => sample / 32_768));
      const probability = stream.accept(pcm) as number;
      expect(Math.abs(probability - expected)).toBeLessThan(1e-5);
      seen.push(probability);
    }
    // The network answers to what it hears: a constant would agree with a constant.
    expect(Math.max(...seen) - Math.min(...seen)).toBeGreaterThan(0.01);
  });

  it('gives the same of digital silence, whose first layers it does not work out again', () => {
    const random = new Random('muted');
    const stream = afterSilence(make().open());
    const oracle = new SileroOracle(weights);
    for (let window = 0; window < 24; window++) {
      const pcm = window % 8 < 5 ? new Int16Array(512) : sound(random);
      // A single sample at the end is in the next window as well.
      if (window % 8 === 4) pcm[511] = 9000;
      const expected = oracle.probability(Array.from(pcm, (sample) => sample / 32_768));
      expect(Math.abs((stream.accept(pcm) as number) - expected)).toBeLessThan(1e-5);
    }
  });

  it('takes the first window from 576 samples and each further one from 512, however they are cut', () => {
    const random = new Random('cuts');
    const network = make();
    const pcm = Int16Array.from({ length: 320 * 40 }, () => random.between(-9000, 9000));
    const heard = (size: number) => {
      const stream = network.open();
      const found: [number, number][] = [];
      for (let at = 0; at < pcm.length; at += size) {
        const probability = stream.accept(pcm.subarray(at, at + size));
        if (probability !== undefined) found.push([at + size, probability]);
      }
      stream.close();
      return found;
    };
    const [frames, samples] = [heard(320), heard(1)];
    expect(samples.map(([at]) => at)).toEqual(
      Array.from({ length: 24 }, (_, window) => 576 + 512 * window),
    );
    expect(frames.map(([, probability]) => probability)).toEqual(
      samples.map(([, probability]) => probability),
    );
  });

  it('keeps streams apart while others are opened, past the memory it began with', () => {
    const random = new Random('many');
    const network = make();
    const pcm = Array.from({ length: 4 }, () => sound(random));
    const alone = network.open();
    const expected = pcm.map((part) => alone.accept(part));
    const first = network.open();
    const before = network.floats;
    const opened: SileroStream[] = [];
    const found = pcm.map((part) => {
      for (let more = 0; more < 200; more++) {
        const stream = network.open();
        stream.accept(sound(random));
        opened.push(stream);
      }
      return first.accept(part);
    });
    expect(network.floats).not.toBe(before);
    expect(before.length).toBe(0);
    expect(found).toEqual(expected);
    for (const stream of opened) stream.close();
    expect(afterSilence(network.open()).accept(pcm[0] as Int16Array)).not.toBe(expected[0]);
  });

  it('leaves nothing of a closed stream, and begins its memory anew', () => {
    const random = new Random('closed');
    const network = make();
    const pcm = [sound(random), sound(random)];
    const fresh = network.floats.slice();
    const first = network.open();
    const expected = pcm.map((part) => first.accept(part));
    const streamsAt = network.floats.findIndex((value, at) => value !== fresh[at]);
    expect(streamsAt).toBeGreaterThan(0);
    first.close();
    const second = network.open();
    expect(pcm.map((part) => second.accept(part))).toEqual(expected);
    second.reset();
    expect(pcm.map((part) => second.accept(part))).toEqual(expected);
    const heard = network.floats.findLastIndex((value) => value !== 0);
    second.close();
    // A stream is the last thing in the memory, and nothing of it is left.
    expect(network.floats.findLastIndex((value) => value !== 0)).toBeLessThan(heard - 600);
  });

  it('stays within its numbers at full scale and in digital silence', () => {
    const stream = make().open();
    const square = Int16Array.from({ length: 512 }, (_, at) => (at % 64 < 32 ? 32_767 : -32_768));
    for (const pcm of [square, square, new Int16Array(512), square, new Int16Array(512)]) {
      const probability = stream.accept(pcm);
      if (probability === undefined) continue;
      expect(probability).toBeGreaterThanOrEqual(0);
      expect(probability).toBeLessThanOrEqual(1);
    }
  });
});
