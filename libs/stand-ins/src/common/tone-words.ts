import { type AudioFrame, frameSamples } from '@vox/voice-core';

/** Words that a stand-in can really hear: each is a tone of its own. */
export const TONE_WORDS = [
  'alpha',
  'bravo',
  'charlie',
  'delta',
  'echo',
  'foxtrot',
  'golf',
  'hotel',
  'india',
  'juliet',
  'kilo',
  'lima',
  'mike',
  'november',
  'oscar',
  'papa',
] as const;

export type HeardToneWord = {
  readonly word: string;
  readonly startMs: number;
  readonly endMs: number;
};

const LOWEST_HZ = 300;
const STEP_HZ = 200;
const WORD_FRAMES = 8;
const GAP_FRAMES = 4;
const WORD_MS = WORD_FRAMES * 20;

/** Ms of audio that one word takes, with the gap after it. */
export const TONE_WORD_MS = (WORD_FRAMES + GAP_FRAMES) * 20;

/** Loudness counts in blocks of this length. */
const BLOCK_MS = 10;
const LOUD = 1000;

/** Shorter than this is a click; a cut word below `WHOLE_MS` is heard as its first letters. */
const CLICK_MS = 40;
const WHOLE_MS = WORD_MS * 0.8;

/**
 * `text`, whose words are of `TONE_WORDS`, as 16 kHz frames: 160 ms of tone and 80 ms of silence a word.
 *
 * What a stand-in hears of it shows that the right samples arrived, in the right format and order.
 */
export function speakToneWords(text: string): AudioFrame[] {
  const samples = frameSamples(16_000);
  return text.split(' ').flatMap((word) => {
    const index = TONE_WORDS.indexOf(word as (typeof TONE_WORDS)[number]);
    if (index === -1) throw new Error(`"${word}" is no tone word`);
    const step = (2 * Math.PI * (LOWEST_HZ + index * STEP_HZ)) / 16_000;
    return Array.from({ length: WORD_FRAMES + GAP_FRAMES }, (_, frame): AudioFrame => {
      const pcm = new Int16Array(samples);
      if (frame < WORD_FRAMES) {
        for (let at = 0; at < samples; at++) {
          pcm[at] = Math.round(8000 * Math.sin(step * (frame * samples + at)));
        }
      }
      return { pcm, sampleRateHz: 16_000 };
    });
  });
}

/** The words in `pcm` (mono); a tone that is no word's, as noise or a wrong format makes, is a `?`. */
export function hearToneWords(pcm: Int16Array, sampleRateHz: number): HeardToneWord[] {
  const block = (sampleRateHz * BLOCK_MS) / 1000;
  const blocks = Math.floor(pcm.length / block);
  const heard: HeardToneWord[] = [];
  for (let at = 0, start = -1; at <= blocks; at++) {
    const isLoud = at < blocks && levelOf(pcm.subarray(at * block, (at + 1) * block)) > LOUD;
    if (isLoud && start === -1) start = at;
    if (isLoud || start === -1) continue;
    const lengthMs = (at - start) * BLOCK_MS;
    // Filters and codecs ring at both ends.
    const edge = Math.floor(((at - start) * block) / 4);
    const tone = pcm.subarray(start * block + edge, at * block - edge);
    if (lengthMs >= CLICK_MS) {
      const word = wordAt(frequencyOf(tone, sampleRateHz));
      heard.push({
        word: lengthMs < WHOLE_MS ? word.slice(0, 2) : word,
        startMs: start * BLOCK_MS,
        endMs: at * BLOCK_MS,
      });
    }
    start = -1;
  }
  return heard;
}

function wordAt(frequencyHz: number): string {
  const index = Math.round((frequencyHz - LOWEST_HZ) / STEP_HZ);
  const isNear = Math.abs(LOWEST_HZ + index * STEP_HZ - frequencyHz) < STEP_HZ / 3;
  return (isNear ? TONE_WORDS[index] : undefined) ?? '?';
}

function levelOf(pcm: Int16Array): number {
  return Math.sqrt(pcm.reduce((sum, sample) => sum + sample * sample, 0) / pcm.length);
}

/** By zero crossings between the first and the last. */
function frequencyOf(pcm: Int16Array, sampleRateHz: number): number {
  let first = -1;
  let last = -1;
  let crossings = 0;
  for (let at = 1; at < pcm.length; at++) {
    if ((pcm[at - 1] as number) >= 0 === (pcm[at] as number) >= 0) continue;
    if (first === -1) first = at;
    else crossings++;
    last = at;
  }
  return crossings === 0 ? 0 : (crossings * sampleRateHz) / (2 * (last - first));
}
