import { joinAudio } from '../support/recordings';
import { atLevel, cut, faded, SAMPLE_RATE_HZ, samplesIn, speechSpan } from './audio-tools';
import type { Random } from './random';
import { recorded } from './recorded';

/** Level of the recordings' loud parts; a hum is softer than speech. */
const SPEECH_DB = -18;

/** Where the recorded letter M is its closing [m] alone, and the digit 1 its [ʌ]. */
const M = { file: 'letters-m.wav', startMs: 290, endMs: 420 };
const UH = { file: 'digits-1.wav', startMs: 320, endMs: 440 };

/** Pitch of a speaking woman: the periods that are looked for. */
const MIN_PERIOD_SAMPLES = SAMPLE_RATE_HZ / 320;
const MAX_PERIOD_SAMPLES = SAMPLE_RATE_HZ / 120;

/** "mm": one hum with a falling pitch. */
export function mm(random: Random): Int16Array {
  const ms = random.between(200, 450);
  return atLevel(hum(M, ms, random.between(1, 1.1), random.between(0.8, 0.9)), SPEECH_DB - 4);
}

/** "mhm": two hums, the second higher, with a breath through the nose between them. */
export function mhm(random: Random): Int16Array {
  const first = hum(M, random.between(110, 180), 0.95, 0.88);
  const second = hum(M, random.between(160, 260), 1, random.between(1.1, 1.25));
  const voiced = joinAudio(SAMPLE_RATE_HZ, first, breath(random.between(50, 90), random), second);
  return atLevel(voiced, SPEECH_DB - 4);
}

/** "uh-huh": an open vowel twice, the second after an h. */
export function uhHuh(random: Random): Int16Array {
  const first = hum(UH, random.between(90, 140), 1, 0.92);
  const second = hum(UH, random.between(140, 220), 1.05, 1.15);
  const voiced = joinAudio(SAMPLE_RATE_HZ, first, breath(random.between(60, 100), random), second);
  return atLevel(voiced, SPEECH_DB - 2);
}

/** "ha ha ha": short vowels, each after an h, falling in pitch and level. */
export function laugh(random: Random): Int16Array {
  const parts = Array.from({ length: 3 + Math.floor(random.between(0, 3)) }, (_, index) => {
    const pitch = random.between(1.2, 1.3) - 0.06 * index;
    const vowel = atLevel(
      hum(UH, random.between(70, 100), pitch, pitch * 0.95),
      SPEECH_DB - index * 2,
    );
    return joinAudio(SAMPLE_RATE_HZ, breath(random.between(70, 110), random), vowel);
  });
  return joinAudio(SAMPLE_RATE_HZ, ...parts);
}

/** One to three bursts of throat noise that start at once and die away within 200 ms. */
export function cough(random: Random): Int16Array {
  const parts = Array.from({ length: 1 + Math.floor(random.between(0, 3)) }, () => {
    const burst = throatNoise(random.between(130, 220), random);
    return joinAudio(SAMPLE_RATE_HZ, atLevel(burst, SPEECH_DB), random.between(60, 160));
  });
  return joinAudio(SAMPLE_RATE_HZ, ...parts);
}

/** Words of a listener put together from spoken letters: "okay" is O and K, "I see" is I and C. */
export function spelledWord(...files: readonly string[]): Int16Array {
  const parts = files.map((file) => {
    const pcm = recorded(file);
    const { startMs, endMs } = speechSpan(pcm);
    // Letters are spoken slowly, one by one; within a word each is shorter.
    return faded(cut(pcm, startMs, Math.min(endMs, startMs + 280)), 25);
  });
  return joinAudio(SAMPLE_RATE_HZ, ...parts);
}

/** A recorded voiced sound, held for `ms` by repeating whole periods, with its pitch led from `from` to `to`. */
function hum(
  source: { readonly file: string; readonly startMs: number; readonly endMs: number },
  ms: number,
  from: number,
  to: number,
): Int16Array {
  const piece = cut(recorded(source.file), source.startMs, source.endMs);
  const loop = seamlessLoop(piece, periodOf(piece));
  const held = new Int16Array(samplesIn(ms));
  let position = 0;
  for (let at = 0; at < held.length; at++) {
    held[at] = loop[Math.floor(position) % loop.length] as number;
    position += from + ((to - from) * at) / held.length;
  }
  return faded(held, 25);
}

/** Whole periods of `pcm`; the last of them fades into the period before the first. */
function seamlessLoop(pcm: Int16Array, period: number): Int16Array {
  const length = (Math.floor(pcm.length / period) - 1) * period;
  return Int16Array.from({ length }, (_, at) => {
    const fade = Math.max(0, (at - (length - period)) / period);
    const now = pcm[period + at] as number;
    return fade === 0 ? now : now * (1 - fade) + (pcm[period + at - length] as number) * fade;
  });
}

function periodOf(pcm: Int16Array): number {
  let best = MIN_PERIOD_SAMPLES;
  let highest = -Infinity;
  for (let lag = MIN_PERIOD_SAMPLES; lag <= MAX_PERIOD_SAMPLES; lag++) {
    let product = 0;
    let energy = 0;
    for (let at = 0; at + MAX_PERIOD_SAMPLES < pcm.length; at++) {
      product += (pcm[at] as number) * (pcm[at + lag] as number);
      energy += (pcm[at + lag] as number) ** 2;
    }
    const similarity = product / Math.sqrt(energy + 1);
    if (similarity <= highest) continue;
    highest = similarity;
    best = lag;
  }
  return best;
}

function breath(ms: number, random: Random): Int16Array {
  const samples = Float32Array.from({ length: samplesIn(ms) }, () => random.between(-1, 1));
  return faded(atLevel(samples, SPEECH_DB - 22), 15);
}

/** Noise between 300 and 3000 Hz, rough at 90 Hz, with a sharp start. */
function throatNoise(ms: number, random: Random): Float32Array {
  let low = 0;
  let lower = 0;
  const length = samplesIn(ms);
  return Float32Array.from({ length }, (_, at) => {
    low += 0.7 * (random.between(-1, 1) - low);
    lower += 0.11 * (low - lower);
    const roughness = 0.7 + 0.3 * Math.sin((2 * Math.PI * 90 * at) / SAMPLE_RATE_HZ);
    const attack = Math.min(1, at / samplesIn(5));
    return (low - lower) * roughness * attack * Math.exp((-4 * at) / length);
  });
}
