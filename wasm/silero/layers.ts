import {
  ENCODER_0_BIAS,
  ENCODER_0_OUTPUT,
  ENCODER_0_WEIGHTS,
  ENCODER_1_BIAS,
  ENCODER_1_OUTPUT,
  ENCODER_1_WEIGHTS,
  GATES,
  MAGNITUDES,
  OUTPUT_BIAS,
  OUTPUT_WEIGHTS,
} from './memory';
import { add, multiply, multiplyAdd, rectify, sigmoid, splat, sumOfLanes, tanh } from './vectors';

/**
 * 129 bins of 4 steps to 128 channels of 4 steps, kernel 3. Eight outputs of all four steps at a time: `low` and `high` are
 * four outputs each, the number is the step. Taps that would meet the padding are left out.
 */
export function encoder0(): void {
  let weights = ENCODER_0_WEIGHTS;
  for (let output: usize = 0; output < 128 * 4; output += 32) {
    let low0 = v128.load(ENCODER_0_BIAS + output);
    let high0 = v128.load(ENCODER_0_BIAS + output, 16);
    let low1 = low0;
    let high1 = high0;
    let low2 = low0;
    let high2 = high0;
    let low3 = low0;
    let high3 = high0;
    for (let bin = MAGNITUDES; bin < MAGNITUDES + 129 * 16; bin += 16) {
      const x0 = v128.load32_splat(bin);
      const x1 = v128.load32_splat(bin, 4);
      const x2 = v128.load32_splat(bin, 8);
      const x3 = v128.load32_splat(bin, 12);
      let low = v128.load(weights);
      let high = v128.load(weights, 16);
      low1 = multiplyAdd(x0, low, low1);
      high1 = multiplyAdd(x0, high, high1);
      low2 = multiplyAdd(x1, low, low2);
      high2 = multiplyAdd(x1, high, high2);
      low3 = multiplyAdd(x2, low, low3);
      high3 = multiplyAdd(x2, high, high3);
      low = v128.load(weights, 32);
      high = v128.load(weights, 48);
      low0 = multiplyAdd(x0, low, low0);
      high0 = multiplyAdd(x0, high, high0);
      low1 = multiplyAdd(x1, low, low1);
      high1 = multiplyAdd(x1, high, high1);
      low2 = multiplyAdd(x2, low, low2);
      high2 = multiplyAdd(x2, high, high2);
      low3 = multiplyAdd(x3, low, low3);
      high3 = multiplyAdd(x3, high, high3);
      low = v128.load(weights, 64);
      high = v128.load(weights, 80);
      low0 = multiplyAdd(x1, low, low0);
      high0 = multiplyAdd(x1, high, high0);
      low1 = multiplyAdd(x2, low, low1);
      high1 = multiplyAdd(x2, high, high1);
      low2 = multiplyAdd(x3, low, low2);
      high2 = multiplyAdd(x3, high, high2);
      weights += 96;
    }
    const to = ENCODER_0_OUTPUT + output;
    v128.store(to, rectify(low0));
    v128.store(to, rectify(high0), 16);
    v128.store(to, rectify(low1), 512);
    v128.store(to, rectify(high1), 528);
    v128.store(to, rectify(low2), 1024);
    v128.store(to, rectify(high2), 1040);
    v128.store(to, rectify(low3), 1536);
    v128.store(to, rectify(high3), 1552);
  }
}

/**
 * 128 channels of 4 steps to 64 channels of 2 steps, kernel 3, stride 2. Sixteen outputs at a time: a to d are four each, the
 * number is the step.
 */
export function encoder1(): void {
  let weights = ENCODER_1_WEIGHTS;
  for (let output: usize = 0; output < 64 * 4; output += 64) {
    const bias = ENCODER_1_BIAS + output;
    let a0 = v128.load(bias);
    let b0 = v128.load(bias, 16);
    let c0 = v128.load(bias, 32);
    let d0 = v128.load(bias, 48);
    let a1 = a0;
    let b1 = b0;
    let c1 = c0;
    let d1 = d0;
    for (let channel = ENCODER_0_OUTPUT; channel < ENCODER_0_OUTPUT + 512; channel += 4) {
      const x0 = v128.load32_splat(channel);
      const x1 = v128.load32_splat(channel, 512);
      const x2 = v128.load32_splat(channel, 1024);
      const x3 = v128.load32_splat(channel, 1536);
      a1 = multiplyAdd(x1, v128.load(weights), a1);
      b1 = multiplyAdd(x1, v128.load(weights, 16), b1);
      c1 = multiplyAdd(x1, v128.load(weights, 32), c1);
      d1 = multiplyAdd(x1, v128.load(weights, 48), d1);
      let w = v128.load(weights, 64);
      a0 = multiplyAdd(x0, w, a0);
      a1 = multiplyAdd(x2, w, a1);
      w = v128.load(weights, 80);
      b0 = multiplyAdd(x0, w, b0);
      b1 = multiplyAdd(x2, w, b1);
      w = v128.load(weights, 96);
      c0 = multiplyAdd(x0, w, c0);
      c1 = multiplyAdd(x2, w, c1);
      w = v128.load(weights, 112);
      d0 = multiplyAdd(x0, w, d0);
      d1 = multiplyAdd(x2, w, d1);
      w = v128.load(weights, 128);
      a0 = multiplyAdd(x1, w, a0);
      a1 = multiplyAdd(x3, w, a1);
      w = v128.load(weights, 144);
      b0 = multiplyAdd(x1, w, b0);
      b1 = multiplyAdd(x3, w, b1);
      w = v128.load(weights, 160);
      c0 = multiplyAdd(x1, w, c0);
      c1 = multiplyAdd(x3, w, c1);
      w = v128.load(weights, 176);
      d0 = multiplyAdd(x1, w, d0);
      d1 = multiplyAdd(x3, w, d1);
      weights += 192;
    }
    const to = ENCODER_1_OUTPUT + output;
    v128.store(to, rectify(a0));
    v128.store(to, rectify(b0), 16);
    v128.store(to, rectify(c0), 32);
    v128.store(to, rectify(d0), 48);
    v128.store(to, rectify(a1), 256);
    v128.store(to, rectify(b1), 272);
    v128.store(to, rectify(c1), 288);
    v128.store(to, rectify(d1), 304);
  }
}

/**
 * outputs = weights × input + bias. Four panels of 8 outputs side by side: eight sums that need not wait for each other.
 * `outputs` is a multiple of 32.
 */
export function dense(
  input: usize,
  inputs: usize,
  weights: usize,
  bias: usize,
  output: usize,
  outputs: usize,
  isRectified: bool,
): void {
  const panelBytes = inputs << 5;
  for (let at: usize = 0; at < outputs << 2; at += 128) {
    let a0 = v128.load(bias + at);
    let a1 = v128.load(bias + at, 16);
    let b0 = v128.load(bias + at, 32);
    let b1 = v128.load(bias + at, 48);
    let c0 = v128.load(bias + at, 64);
    let c1 = v128.load(bias + at, 80);
    let d0 = v128.load(bias + at, 96);
    let d1 = v128.load(bias + at, 112);
    let a = weights;
    let b = a + panelBytes;
    let c = b + panelBytes;
    let d = c + panelBytes;
    for (let from = input; from < input + (inputs << 2); from += 4) {
      const x = v128.load32_splat(from);
      a0 = multiplyAdd(x, v128.load(a), a0);
      a1 = multiplyAdd(x, v128.load(a, 16), a1);
      b0 = multiplyAdd(x, v128.load(b), b0);
      b1 = multiplyAdd(x, v128.load(b, 16), b1);
      c0 = multiplyAdd(x, v128.load(c), c0);
      c1 = multiplyAdd(x, v128.load(c, 16), c1);
      d0 = multiplyAdd(x, v128.load(d), d0);
      d1 = multiplyAdd(x, v128.load(d, 16), d1);
      a += 32;
      b += 32;
      c += 32;
      d += 32;
    }
    weights += panelBytes << 2;
    const to = output + at;
    v128.store(to, isRectified ? rectify(a0) : a0);
    v128.store(to, isRectified ? rectify(a1) : a1, 16);
    v128.store(to, isRectified ? rectify(b0) : b0, 32);
    v128.store(to, isRectified ? rectify(b1) : b1, 48);
    v128.store(to, isRectified ? rectify(c0) : c0, 64);
    v128.store(to, isRectified ? rectify(c1) : c1, 80);
    v128.store(to, isRectified ? rectify(d0) : d0, 96);
    v128.store(to, isRectified ? rectify(d1) : d1, 112);
  }
}

/** The LSTM's step from its gates: renews `hidden` and `cell`, gives the probability that they stand for. */
export function speechProbability(hidden: usize, cell: usize): f32 {
  let sum = splat(0);
  for (let at: usize = 0; at < 512; at += 16) {
    const input = sigmoid(v128.load(GATES + at));
    const forget = sigmoid(v128.load(GATES + at, 512));
    const candidate = tanh(v128.load(GATES + at, 1024));
    const output = sigmoid(v128.load(GATES + at, 1536));
    const nextCell = add(multiply(forget, v128.load(cell + at)), multiply(input, candidate));
    const nextHidden = multiply(output, tanh(nextCell));
    v128.store(cell + at, nextCell);
    v128.store(hidden + at, nextHidden);
    sum = add(sum, multiply(rectify(nextHidden), v128.load(OUTPUT_WEIGHTS + at)));
  }
  const logit = sumOfLanes(sum) + load<f32>(OUTPUT_BIAS);
  return f32x4.extract_lane(sigmoid(splat(logit)), 0);
}
