/**
 * Raises what lies above `hertz` by `gainDb`, half of it there; slope 0.5.
 *
 * Source: Robert Bristow-Johnson, Audio EQ Cookbook (W3C note), highShelf.
 *
 * @param samples −1…1, in order and whole: the filter begins at rest. They are changed in place and may leave −1…1.
 */
export function highShelf(
  samples: Float32Array,
  sampleRateHz: number,
  { hertz, gainDb }: { hertz: number; gainDb: number },
): void {
  const a = 10 ** (gainDb / 40);
  const w = (2 * Math.PI * hertz) / sampleRateHz;
  const cos = Math.cos(w);
  const alpha = (Math.sin(w) / 2) * Math.sqrt((a + 1 / a) * (1 / SLOPE - 1) + 2);
  const q = 2 * Math.sqrt(a) * alpha;
  const a0 = a + 1 - (a - 1) * cos + q;
  const b0 = (a * (a + 1 + (a - 1) * cos + q)) / a0;
  const b1 = (-2 * a * (a - 1 + (a + 1) * cos)) / a0;
  const b2 = (a * (a + 1 + (a - 1) * cos - q)) / a0;
  const a1 = (2 * (a - 1 - (a + 1) * cos)) / a0;
  const a2 = (a + 1 - (a - 1) * cos - q) / a0;
  let x1 = 0;
  let x2 = 0;
  let y1 = 0;
  let y2 = 0;
  for (let at = 0; at < samples.length; at++) {
    const x = samples[at] as number;
    const y = b0 * x + b1 * x1 + b2 * x2 - a1 * y1 - a2 * y2;
    x2 = x1;
    x1 = x;
    y2 = y1;
    y1 = y;
    samples[at] = y;
  }
}

const SLOPE = 0.5;
