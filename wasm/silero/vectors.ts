// Four floats at a time. Plain SIMD on purpose: relaxed SIMD (fused multiply-add) would gain a tenth, and give other bits on
// other machines, which no test could compare.

export function add(a: v128, b: v128): v128 {
  return f32x4.add(a, b);
}

export function subtract(a: v128, b: v128): v128 {
  return f32x4.sub(a, b);
}

export function multiply(a: v128, b: v128): v128 {
  return f32x4.mul(a, b);
}

/** a × b + c, rounded twice. */
export function multiplyAdd(a: v128, b: v128, c: v128): v128 {
  return f32x4.add(f32x4.mul(a, b), c);
}

export function rectify(a: v128): v128 {
  return f32x4.max(a, f32x4.splat(0));
}

export function splat(value: f32): v128 {
  return f32x4.splat(value);
}

export function sumOfLanes(a: v128): f32 {
  return (
    f32x4.extract_lane(a, 0) +
    f32x4.extract_lane(a, 1) +
    f32x4.extract_lane(a, 2) +
    f32x4.extract_lane(a, 3)
  );
}

/** Beyond this, in either direction, e^x leaves what a float can hold. */
const EXP_LIMIT: f32 = 87;

/** ln 2 in two parts: n times the first is exact for the n that occur. */
const LN2_HIGH: f32 = 0.693359375;
const LN2_LOW: f32 = -2.1219444e-4;

/**
 * e^x with a relative error of about 1e-7: x = n ln 2 + r with |r| <= ln 2 / 2, a polynomial for e^r (minimax coefficients of
 * Cephes' expf), and 2^n put into the exponent.
 */
export function exp(x: v128): v128 {
  let r = f32x4.min(f32x4.max(x, splat(-EXP_LIMIT)), splat(EXP_LIMIT));
  const n = f32x4.nearest(multiply(r, splat(1.44269504088896341)));
  r = subtract(r, multiply(n, splat(LN2_HIGH)));
  r = subtract(r, multiply(n, splat(LN2_LOW)));
  let y = splat(1.98756915e-4);
  y = multiplyAdd(y, r, splat(1.3981999507e-3));
  y = multiplyAdd(y, r, splat(8.3334519073e-3));
  y = multiplyAdd(y, r, splat(4.1665795894e-2));
  y = multiplyAdd(y, r, splat(1.6666665459e-1));
  y = multiplyAdd(y, r, splat(5.0000001201e-1));
  y = add(multiplyAdd(multiply(y, r), r, r), splat(1));
  const power = i32x4.shl(i32x4.add(i32x4.trunc_sat_f32x4_s(n), i32x4.splat(127)), 23);
  return multiply(y, power);
}

export function sigmoid(x: v128): v128 {
  return f32x4.div(splat(1), add(splat(1), exp(f32x4.neg(x))));
}

export function tanh(x: v128): v128 {
  return subtract(multiply(splat(2), sigmoid(multiply(x, splat(2)))), splat(1));
}
