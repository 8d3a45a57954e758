import { Resampler } from '@vox/audio';

import { hearToneWords, speakToneWords, TONE_WORDS } from './tone-words';

function pcmOf(text: string): Int16Array {
  return Int16Array.from(speakToneWords(text).flatMap(({ pcm }) => [...pcm]));
}

const words = (pcm: Int16Array, rateHz: number) =>
  hearToneWords(pcm, rateHz).map(({ word }) => word);

describe('tone words', () => {
  it('hears every word that was spoken, in order, with its times', () => {
    expect(words(pcmOf(TONE_WORDS.join(' ')), 16_000)).toEqual([...TONE_WORDS]);
    expect(hearToneWords(pcmOf('kilo kilo'), 16_000)).toEqual([
      { word: 'kilo', startMs: 0, endMs: 160 },
      { word: 'kilo', startMs: 240, endMs: 400 },
    ]);
  });

  it('hears them after resampling', () => {
    const pcm = new Resampler(16_000, 48_000).push(pcmOf(TONE_WORDS.join(' ')));
    expect(words(pcm, 48_000)).toEqual([...TONE_WORDS]);
  });

  it('hears the first letters of a word that is cut', () => {
    expect(words(pcmOf('golf hotel').subarray(1600), 16_000)).toEqual(['go', 'hotel']);
  });

  it('hears no word in samples of another rate', () => {
    expect(words(pcmOf('golf hotel'), 24_000)).not.toContain('golf');
  });
});
