/** How alike two sounds are at the delay at which they are most alike. */
export type Match = {
  /** In samples. */
  readonly delay: number;
  /** Correlation, 0 to 1: the root of the share of the one sound that is the other. */
  readonly likeness: number;
  /** How alike they are at any other delay, of that: 1 for a tone, of which each period is like any other. */
  readonly ambiguity: number;
  /** Energy of what was heard, of that of what was played. */
  readonly gain: number;
};

/** Delays closer than this are one peak: 2.5 ms at 4 kHz, a period of the highest voices. */
const PEAK_SAMPLES = 10;

/** Energy (of 16-bit samples) of a window of next to silence: below it there is nothing to compare. */
const LEAST_ENERGY = 10_000;

/** Of the last search. One suffices for all sessions: a search is not interrupted. */
let likenesses = new Float32Array(0);

/** The delay is first looked for with every other sample, which is half the work, and then measured with all. */
const COARSE_STEP = 2;

/** How many delays are looked at in one pass, for they share most of what is read. */
const DELAYS_AT_ONCE = 4 * COARSE_STEP;
const products = new Float64Array(DELAYS_AT_ONCE);

/**
 * Finds `heard` in `played` with a delay of `from` to `to` samples, at least 7 apart.
 *
 * `played` ends when `heard` does and is longer by the longest delay; the length of `heard` is a multiple of 4. Takes
 * about a third of a ns for each sample of `heard` and each delay.
 */
export function findDelay(
  heard: Float32Array,
  played: Float32Array,
  from: number,
  to: number,
): Match {
  const heardEnergy = energyOf(heard, 0, heard.length);
  const lastStart = played.length - heard.length;
  if (likenesses.length <= to) likenesses = new Float32Array(to + 1);
  for (let block = from; block <= to; block += DELAYS_AT_ONCE) {
    const longest = Math.min(block + DELAYS_AT_ONCE - 1, to);
    multiply(heard, played, lastStart - longest);
    for (let at = 0; at < DELAYS_AT_ONCE; at++) {
      likenesses[longest - at] = COARSE_STEP * Math.abs(products[at] as number);
    }
  }
  let best = from;
  let energy = energyOf(played, lastStart - from, heard.length);
  for (let delay = from; delay <= to; delay++) {
    const start = lastStart - delay;
    if (delay > from) {
      energy += (played[start] as number) ** 2 - (played[start + heard.length] as number) ** 2;
    }
    const isSilent = heardEnergy < LEAST_ENERGY || energy < LEAST_ENERGY;
    const likeness = isSilent ? 0 : (likenesses[delay] as number) / Math.sqrt(heardEnergy * energy);
    likenesses[delay] = likeness;
    if (likeness > (likenesses[best] as number)) best = delay;
  }
  const coarse = likenesses[best] as number;
  if (coarse === 0) return { delay: best, likeness: 0, ambiguity: 1, gain: 0 };
  const ambiguity = likenessElsewhere(best, from, to) / coarse;
  let exact: Match = { delay: best, likeness: 0, ambiguity, gain: 0 };
  for (let delay = Math.max(from, best - 1); delay <= Math.min(to, best + 1); delay++) {
    const start = lastStart - delay;
    const playedEnergy = energyOf(played, start, heard.length);
    // A loudspeaker may turn the wave over.
    const likeness =
      Math.abs(product(heard, played, start)) / Math.sqrt(heardEnergy * playedEnergy);
    if (likeness <= exact.likeness) continue;
    exact = { delay, likeness, ambiguity, gain: heardEnergy / playedEnergy };
  }
  return exact;
}

function likenessElsewhere(best: number, from: number, to: number): number {
  let highest = 0;
  for (let delay = from; delay <= to; delay++) {
    if (Math.abs(delay - best) <= PEAK_SAMPLES) continue;
    highest = Math.max(highest, likenesses[delay] as number);
  }
  return highest;
}

/** Sum of squares of `length` samples from `start` on. */
export function energyOf(samples: Float32Array, start: number, length: number): number {
  let sum = 0;
  for (let at = start; at < start + length; at++) sum += (samples[at] as number) ** 2;
  return sum;
}

/** Fills `products` with those at `start` and the next ones, of every other sample. */
function multiply(heard: Float32Array, played: Float32Array, start: number): void {
  for (let phase = 0; phase < COARSE_STEP; phase++) {
    let read = start + phase;
    let a = 0;
    let b = 0;
    let c = 0;
    let d = 0;
    let first = played[read] as number;
    let second = played[read + COARSE_STEP] as number;
    let third = played[read + 2 * COARSE_STEP] as number;
    for (let at = 0; at < heard.length; at += COARSE_STEP, read += COARSE_STEP) {
      const sample = heard[at] as number;
      const fourth = played[read + 3 * COARSE_STEP] as number;
      a += sample * first;
      b += sample * second;
      c += sample * third;
      d += sample * fourth;
      first = second;
      second = third;
      third = fourth;
    }
    products[phase] = a;
    products[phase + COARSE_STEP] = b;
    products[phase + 2 * COARSE_STEP] = c;
    products[phase + 3 * COARSE_STEP] = d;
  }
}

/** Four sums at once, for the processor need not wait for each addition. */
function product(heard: Float32Array, played: Float32Array, start: number): number {
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  for (let at = 0; at < heard.length; at += 4) {
    a += (heard[at] as number) * (played[start + at] as number);
    b += (heard[at + 1] as number) * (played[start + at + 1] as number);
    c += (heard[at + 2] as number) * (played[start + at + 2] as number);
    d += (heard[at + 3] as number) * (played[start + at + 3] as number);
  }
  return a + b + c + d;
}
