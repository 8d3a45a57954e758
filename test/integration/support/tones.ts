/** Sines of mono samples at 48 kHz, each `ms` long, one after another without a jump in level. */
export function tones(frequenciesHz: readonly number[], ms: number): Int16Array {
  let phase = 0;
  return Int16Array.from({ length: frequenciesHz.length * ms * 48 }, (_, at) => {
    const frequencyHz = frequenciesHz[Math.floor(at / (ms * 48))] ?? 0;
    phase += (2 * Math.PI * frequencyHz) / 48_000;
    return Math.round(12_000 * Math.sin(phase));
  });
}

/** The tone that sounds in the middle of each stretch of `ms`, by its zero crossings, rounded to 100 Hz. */
export function tonesIn(pcm: Int16Array, rateHz: number, ms: number): number[] {
  const stretch = (rateHz * ms) / 1000;
  return Array.from({ length: Math.floor(pcm.length / stretch) }, (_, index) => {
    const middle = pcm.subarray((index + 0.25) * stretch, (index + 0.75) * stretch);
    let crossings = 0;
    for (let at = 1; at < middle.length; at++) {
      if ((middle[at - 1] ?? 0) >= 0 !== (middle[at] ?? 0) >= 0) crossings += 1;
    }
    return Math.round((crossings * rateHz) / (2 * middle.length) / 100) * 100;
  });
}

/** 20 ms each, of 48 kHz. */
export function framesOf(pcm: Int16Array): Int16Array[] {
  return Array.from({ length: Math.floor(pcm.length / 960) }, (_, index) =>
    pcm.slice(index * 960, (index + 1) * 960),
  );
}

/** What people say in the tests of voice connections: a second, by which lost and swapped stretches are seen. */
export const SENTENCE = [300, 500, 700, 900, 1100];
export const sentence = tones(SENTENCE, 200);

/** What the bot says in 100 ms each: a frame that is missing or comes twice moves what follows. */
export const COUNTING = Array.from({ length: 30 }, (_, index) => 400 + 100 * ((index * 7) % 12));
export const COUNTING_TONE_MS = 100;
